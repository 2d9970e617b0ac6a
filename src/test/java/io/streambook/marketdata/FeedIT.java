package io.streambook.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.OrderCommand;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.SchemaRegistration;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicCreation;
import io.streambook.local.Stack;
import io.streambook.risk.Quote;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feeds through the real broker and registry. */
@ExtendWith(Stack.class)
class FeedIT {
  private KafkaSettings settings;
  private Registry registry;
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void newTopics(Stack stack) {
    settings =
        new KafkaSettings(stack.brokers(), stack.registry().url().toString(), stack.newPrefix());
    registry = settings.openRegistry();
    SchemaRegistration.register(registry, settings.topicPrefix(), line -> {});
    try (Admin admin = Admin.create(settings.clientConfig())) {
      new TopicCreation(admin, settings.topicPrefix()).create(4, Optional.empty(), line -> {});
    }
  }

  /** The count is exact; what rate the machine had is printed and decides nothing. */
  @ParameterizedTest
  @CsvSource({"1, 2000, 2", "1000, 2000, 2000", "50000, 3000, 150000"})
  void publishesTheRateTimesTheDuration(int rate, long millis, int expected) {
    Universe universe = Universe.today(1, 10);

    PacedRun.Report end;
    try (Feed feed =
        Feed.quotes(
            settings,
            registry,
            universe.instruments(),
            List.of("A", "B"),
            1,
            rate,
            Duration.ofMillis(millis))) {
      end = feed.run(lines::add);
      assertThat(feed.acknowledged()).isEqualTo(expected);
    }

    System.out.println(lines.get(lines.size() - 1));
    assertThat(end.done()).isEqualTo(expected);
    assertThat(lines.get(lines.size() - 1)).startsWith("end of quotes: ").contains("acknowledged");
    List<Quote> quotes = new ArrayList<>();
    try (TopicTail<Quote> tail = quotes()) {
      tail.readToEnd(quotes::add);
    }
    assertThat(quotes).hasSize(expected);
    assertThat(quotes.stream().map(Quote::symbol).distinct()).hasSize(Math.min(expected, 10));
  }

  @Test
  void ordersFollowTheQuotesOfTheTopic() {
    Universe universe = Universe.today(1, 1);
    long price = universe.instruments().get(0).referencePrice();
    long moved = price + price / 50;
    try (Publisher publisher = new Publisher(settings, registry)) {
      publisher.send(
          new Quote(
              universe.instruments().get(0).symbol(),
              "A",
              moved,
              moved,
              moved,
              0,
              0,
              Feed.nowMicros(),
              0));
      publisher.flush();
    }

    try (Feed feed =
        Feed.orders(settings, registry, universe, "T-", 1, 500, Duration.ofSeconds(1))) {
      feed.run(lines::add);
    }

    List<OrderCommand> orders = new ArrayList<>();
    try (TopicTail<OrderCommand> tail =
        new TopicTail<>(settings, Topic.ORDERS, count -> AvroDecoder.orders(registry, count))) {
      tail.readToEnd(orders::add);
    }
    assertThat(orders).hasSize(500);
    Map<Boolean, Long> nearMoved =
        orders.stream()
            .filter(order -> order.price() > 0)
            .collect(
                Collectors.partitioningBy(
                    order -> Math.abs(order.price() - moved) < price / 100, Collectors.counting()));
    assertThat(nearMoved.get(true)).isGreaterThan(20 * nearMoved.get(false));
  }

  @Test
  void onlyWhatIsMissingIsPublished() {
    Universe universe = Universe.today(1, 3);
    ReferenceData.read(settings, registry)
        .addMissing(universe.allInstruments(), universe.allLimits(), Duration.ZERO, lines::add);
    assertThat(lines).containsExactly("publishing 5 instruments and the limits of 20 accounts");
    lines.clear();

    ReferenceData.read(settings, registry)
        .addMissing(
            Universe.today(1, 4).allInstruments(),
            universe.allLimits(),
            Duration.ofMillis(300),
            lines::add);

    assertThat(lines)
        .containsExactly(
            "publishing 1 instruments and the limits of 0 accounts",
            "the venue has not answered within 0 s about 1 of them, such as DRAY; what is sent now"
                + " waits until it runs");
    ReferenceData data = ReferenceData.read(settings, registry);
    assertThat(data.instruments()).hasSize(6);
    assertThatThrownBy(() -> data.instruments(List.of("ALDR", "NONE", "NIL")))
        .hasMessageContaining("No such instrument: NONE, NIL");
  }

  @Test
  void aReplayNamesWhatASilentVenueOwes() throws Exception {
    LobsterTape tape =
        LobsterTape.read(Path.of("src/test/resources/tapes/MOCK_2020-01-02_message.csv"));
    TapeReplay replay =
        new TapeReplay(
            settings, registry, tape, TapeReplay.MAX_SPEED, "T-", Duration.ofMillis(500));

    assertThatThrownBy(() -> replay.run(lines::add))
        .hasMessageContaining("the venue has answered 0 of 22 orders")
        .hasMessageContaining("order T-1001 is the first without an answer");
    assertThat(lines.get(0))
        .isEqualTo("MOCK at 09:30:02: 19 of 19 messages sent as 22 orders and 14 quotes");
  }

  private TopicTail<Quote> quotes() {
    return new TopicTail<>(
        settings, Topic.QUOTES, count -> AvroDecoder.quotes(registry, Feed::nowMicros));
  }
}
