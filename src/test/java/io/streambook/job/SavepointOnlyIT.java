package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.OrderCommand;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.Decoded;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicReader;
import io.streambook.local.ClassFlink;
import io.streambook.local.Stack;
import io.streambook.risk.AccountControls;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code --from-savepoint-only}: what was published after the savepoint did not happen. */
@ExtendWith(Stack.class)
class SavepointOnlyIT {
  private static final int PART = 100;

  @RegisterExtension static final ClassFlink flink = new ClassFlink(4);

  private static TestVenue open(Stack stack) throws Exception {
    TestVenue venue = new TestVenue(stack);
    for (String symbol : TestOrders.SYMBOLS) {
      venue.send(TestVenue.instrument(symbol));
    }
    for (String account : TestOrders.ACCOUNTS) {
      venue.send(TestVenue.limits(account));
    }
    return venue;
  }

  /** The same inputs, and fresh topics for what the venue writes. */
  private static TestVenue fresh(Stack stack, TestVenue venue) {
    return new TestVenue(venue.kafka().withTopicPrefix(stack.newPrefix()), venue.database());
  }

  private static JobSettings settings(TestVenue venue, String... more) {
    return settings("risk,matching", venue, more);
  }

  private static JobSettings settings(String services, TestVenue venue, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "--brokers=" + venue.kafka().brokers(),
                "--registry=" + venue.kafka().registryUrl(),
                "--topic-prefix=" + venue.kafka().topicPrefix(),
                "--input-prefix=" + venue.kafka().inputPrefix(),
                "--services=" + services));
    line.addAll(List.of(more));
    JobSettings settings = new JobSettings();
    new CommandLine(settings)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(line.toArray(String[]::new));
    return settings;
  }

  private static JobClient restore(JobSettings settings, String savepoint) throws Exception {
    StreamExecutionEnvironment environment = flink.environment();
    environment.configure(new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
    return StreambookJob.submit(environment, settings);
  }

  /** While it is open nobody hears of executions that are committed: a feedback that is late. */
  private static KafkaProducer<byte[], byte[]> openTransaction(TestVenue venue) throws Exception {
    Map<String, Object> config = new HashMap<>(venue.kafka().clientConfig());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, venue.kafka().topicPrefix() + "test");
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    for (int partition = 0; partition < TestVenue.PARTITIONS; partition++) {
      String topic = venue.kafka().topic(Topic.EXECUTIONS);
      producer.send(new ProducerRecord<>(topic, partition, new byte[0], new byte[0])).get();
    }
    return producer;
  }

  /** Trades, and takes a savepoint that knows executions of which risk has not heard. */
  private static String savepoint(TestVenue venue, JobClient job, List<OrderCommand> orders)
      throws Exception {
    venue.send(orders.subList(0, PART));
    venue.awaitOrders(PART);
    try (KafkaProducer<byte[], byte[]> open = openTransaction(venue)) {
      venue.send(orders.subList(PART, 2 * PART));
      venue.awaitOrders(2 * PART);
      String savepoint =
          job.triggerSavepoint(flink.folder().toUri().toString(), SavepointFormatType.CANONICAL)
              .get();
      open.abortTransaction();
      return savepoint;
    }
  }

  private static List<LogEntry.Order> orders(TestVenue venue) {
    return venue.read(Topic.VALIDATED_ORDERS, LogEntry.class).stream()
        .filter(LogEntry.Order.class::isInstance)
        .map(LogEntry.Order.class::cast)
        .toList();
  }

  private static List<Execution> executions(TestVenue venue) {
    return venue.read(Topic.EXECUTIONS, Execution.class);
  }

  /** Last sequence of each symbol that the savepoint knows. */
  private static Map<String, Long> known(TestVenue venue, List<OrderCommand> orders) {
    Set<String> before =
        orders.subList(0, 2 * PART).stream().map(OrderCommand::orderId).collect(Collectors.toSet());
    return orders(venue).stream()
        .filter(entry -> before.contains(entry.judged().order().orderId()))
        .collect(Collectors.toMap(LogEntry::symbol, LogEntry::sequence, Math::max));
  }

  private static Map<Topic, Integer> counts(TestVenue venue) {
    return Stream.of(Topic.values())
        .filter(topic -> !topic.isInput())
        .collect(Collectors.toMap(topic -> topic, venue::count));
  }

  private static RiskLimits smallOrders(String account) {
    long none = RiskLimits.NO_LIMIT;
    int all = Integer.MAX_VALUE;
    return new RiskLimits(
        account,
        -1,
        -1,
        false,
        10 * Decimal8.ONE,
        none,
        none,
        none,
        none,
        all,
        all,
        false,
        0,
        "test",
        TestVenue.nowMicros());
  }

  /** The old log up to the savepoint and the new one, with what followed from each. */
  private static Map<String, String> computedAccounts(
      TestVenue old, TestVenue fresh, Map<String, Long> known) {
    Map<String, AccountControls> firms = new HashMap<>();
    List<LogEntry.Order> log = new ArrayList<>(orders(old));
    log.removeIf(entry -> entry.sequence() > known.get(entry.symbol()));
    log.addAll(orders(fresh));
    log.forEach(entry -> firm(firms, entry.judged().order().account()).replay(entry.judged()));
    List<Execution> all = new ArrayList<>(executions(old));
    all.removeIf(execution -> execution.sequence() > known.get(execution.symbol()));
    all.addAll(executions(fresh));
    all.forEach(execution -> firm(firms, execution.account()).apply(execution));
    return TestOrders.ACCOUNTS.stream()
        .collect(
            Collectors.toMap(
                account -> account, account -> text(firm(firms, account).snapshot(account, 0))));
  }

  private static AccountControls firm(Map<String, AccountControls> firms, String account) {
    return firms.computeIfAbsent(AccountControls.firm(account), any -> new AccountControls());
  }

  private static Map<String, String> publishedAccounts(TestVenue venue) {
    AvroDecoder<AccountSnapshot> decoder = AvroDecoder.accounts(venue.registry());
    Map<String, String> last = new HashMap<>();
    TopicReader.readToEnd(
        venue.kafka().clientConfig(),
        venue.kafka().topic(Topic.ACCOUNTS),
        record -> {
          AccountSnapshot account =
              ((Decoded.Value<AccountSnapshot>) decoder.decode(record)).value();
          last.put(account.account(), text(account));
        });
    return last;
  }

  /** All but the marks, which depend on what came first. */
  private static String text(AccountSnapshot account) {
    return account.openOrders()
        + account.positions().stream()
            .map(
                p ->
                    " %s %d %d %d %d %d"
                        .formatted(
                            p.symbol(),
                            p.position(),
                            p.openBuyQty(),
                            p.openSellQty(),
                            p.reserved(),
                            p.booked()))
            .sorted()
            .collect(Collectors.joining());
  }

  private static void assertGoesOn(
      TestVenue old, TestVenue fresh, List<OrderCommand> orders, Map<String, Long> known)
      throws Exception {
    fresh.awaitOrders(orders.size() - 2 * PART);
    assertThat(orders(fresh))
        .extracting(entry -> entry.judged().order().orderId())
        .containsExactlyInAnyOrderElementsOf(
            orders.subList(2 * PART, orders.size()).stream().map(OrderCommand::orderId).toList());
    Map<String, Long> next = new HashMap<>(known);
    for (LogEntry entry : fresh.read(Topic.VALIDATED_ORDERS, LogEntry.class)) {
      assertThat(entry.sequence()).isEqualTo(next.merge(entry.symbol(), 1L, Long::sum));
    }
    assertThat(executions(fresh)).extracting(Execution::execId).doesNotHaveDuplicates();
    TestVenue.until(() -> publishedAccounts(fresh).equals(computedAccounts(old, fresh, known)));
  }

  private static OrderCommand more(String id) {
    return TestOrders.limit("ALFA", "EAST", id, Side.BUY, "7", "99");
  }

  /** Before its first checkpoint the job fails over to the savepoint, later to its own. */
  @ParameterizedTest
  @ValueSource(strings = {"1h", "500ms"})
  void goesBackToTheSavepointAndOnFromThere(String checkpointInterval, Stack stack)
      throws Exception {
    try (TestVenue old = open(stack);
        TestVenue fresh = fresh(stack, old)) {
      List<OrderCommand> orders = new ArrayList<>(TestOrders.flow(7, 3 * PART));
      JobClient job = StreambookJob.submit(flink.environment(), settings(old));
      String savepoint = savepoint(old, job, orders);
      old.send(orders.subList(2 * PART, 3 * PART));
      old.sendBytes(Topic.ORDERS, new byte[] {'x'}, new byte[] {9});
      old.awaitOrders(3 * PART);
      TestVenue.until(() -> old.count(Topic.DEAD_LETTERS) == 1);
      job.cancel().get();
      Map<String, Long> known = known(old, orders);
      Map<Topic, Integer> untouched = counts(old);
      old.send(smallOrders("SOUTH/1"));

      JobSettings settings =
          settings(fresh, "--from-savepoint-only", "--checkpoint-interval=" + checkpointInterval);
      job = restore(settings, savepoint);
      assertGoesOn(old, fresh, orders, known);
      assertUnheard(old, fresh, orders, known);
      assertThat(fresh.count(Topic.DEAD_LETTERS)).isEqualTo(1);
      assertThat(fresh.read(Topic.MARKET_STATE, MarketState.class))
          .extracting(MarketState::symbol)
          .containsAll(TestOrders.SYMBOLS);
      assertThat(executions(fresh)).extracting(Execution::reason).contains(Reason.MAX_ORDER_QTY);

      if (!checkpointInterval.equals("1h")) {
        awaitCheckpoint(job);
      }
      flink.local().crashTaskManager();
      orders.add(more("after-failover"));
      fresh.send(orders.get(3 * PART));
      assertGoesOn(old, fresh, orders, known);

      String next = TestVenue.stop(job, flink.folder().toUri().toString());
      assertThatThrownBy(() -> restore(settings, next))
          .isInstanceOf(StreambookJob.Refused.class)
          .hasMessageContaining("asks for fresh topics, and these are not: ")
          .hasMessageContaining(fresh.kafka().topic(Topic.EXECUTIONS));
      job = restore(settings(fresh), next);
      orders.add(more("after-restore"));
      fresh.send(orders.get(3 * PART + 1));
      assertGoesOn(old, fresh, orders, known);
      assertThat(fresh.count(Topic.DEAD_LETTERS)).isEqualTo(1);
      assertThat(counts(old)).isEqualTo(untouched);
      job.cancel().get();
    }
  }

  /** What the savepoint's book knew and its accounts did not is there, and nothing besides. */
  private static void assertUnheard(
      TestVenue old, TestVenue fresh, List<OrderCommand> orders, Map<String, Long> known) {
    Set<String> late =
        orders.subList(PART, 2 * PART).stream()
            .map(OrderCommand::orderId)
            .collect(Collectors.toSet());
    List<Execution> before =
        executions(old).stream().filter(e -> e.sequence() <= known.get(e.symbol())).toList();
    List<Execution> again =
        executions(fresh).stream().filter(e -> e.sequence() <= known.get(e.symbol())).toList();
    assertThat(before).containsAll(again);
    assertThat(again)
        .containsAll(before.stream().filter(e -> late.contains(e.requestId())).toList())
        .isNotEmpty();
  }

  private static void awaitCheckpoint(JobClient job) {
    Path checkpoints = flink.folder().resolve("checkpoints").resolve(job.getJobID().toString());
    TestVenue.until(
        () -> {
          try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.anyMatch(file -> file.endsWith("_metadata"));
          } catch (IOException beingWritten) {
            return false;
          }
        });
  }

  @Test
  void refusesWhatItCannotGoBackTo(Stack stack) throws Exception {
    try (TestVenue venue = open(stack);
        TestVenue fresh = fresh(stack, venue)) {
      assertThatThrownBy(
              () ->
                  StreambookJob.submit(
                      flink.environment(), settings(fresh, "--from-savepoint-only")))
          .isInstanceOf(StreambookJob.Refused.class)
          .hasMessage(
              "--from-savepoint-only needs a savepoint: submit the job with flink run -s"
                  + " SAVEPOINT");
      assertThatThrownBy(() -> restore(settings(fresh, "--from-savepoint-only"), "file:/nowhere"))
          .isInstanceOf(StreambookJob.Refused.class)
          .hasMessageMatching(
              "The savepoint file:/nowhere can't be read here \\(\\w+Exception: .+\\): name the"
                  + " folder .*");
      assertThat(Preflight.check(settings(venue, "--from-savepoint-only")).problems())
          .singleElement()
          .asString()
          .contains("asks for fresh topics: set --topic-prefix");
      assertThat(
              Preflight.check(settings("risk,matching,core", fresh, "--from-savepoint-only"))
                  .problems())
          .anyMatch(line -> line.contains("set --services risk,matching"));
      JobClient job = StreambookJob.submit(flink.environment(), settings(venue));
      venue.send(more("a"));
      venue.awaitOrders(1);
      String savepoint = TestVenue.stop(job, flink.folder().toUri().toString());
      JobClient matching = StreambookJob.submit(flink.environment(), settings("matching", venue));
      String withoutRisk = TestVenue.stopWhenRunning(matching, flink.folder().toUri().toString());
      assertThatThrownBy(() -> restore(settings(fresh, "--from-savepoint-only"), withoutRisk))
          .isInstanceOf(StreambookJob.Refused.class)
          .hasMessage(
              "The savepoint %s is not of a job that runs risk: restore one of a job with --services risk,matching"
                  .formatted(withoutRisk));
      venue.deleteAllRecords(Topic.EXECUTIONS);
      assertThatThrownBy(() -> restore(settings(fresh, "--from-savepoint-only"), savepoint))
          .isInstanceOf(StreambookJob.Refused.class)
          .hasMessageMatching(
              ".*executions-\\d begins at offset \\d+, and the savepoint needs it from \\d+:"
                  + " retention took what is missing; restore the topic, or a newer savepoint");
      JobClient other = StreambookJob.submit(flink.environment(), settings(fresh));
      fresh.awaitOrders(1);
      other.cancel().get();
      assertThatThrownBy(() -> restore(settings(fresh, "--from-savepoint-only"), savepoint))
          .isInstanceOf(StreambookJob.Refused.class)
          .hasMessageContaining("asks for fresh topics, and these are not: ");
    }
  }
}
