package io.streambook.marketdata;

import io.streambook.contract.AvroDecoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import io.streambook.risk.Instrument;
import io.streambook.risk.Quote;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Publishes generated quotes or orders at a constant rate, and says once a second how it goes. One
 * thread runs it; any thread may stop it or ask for the counts.
 */
public final class Feed implements AutoCloseable {
  private static final long QUOTES_LOOK_NANOS = 20_000_000;
  private static final long QUOTES_BACK = 2_000;

  private final String name;
  private final Publisher publisher;
  private final Runnable closeInput;
  private final PacedRun run;

  private Feed(
      String name,
      Publisher publisher,
      Runnable closeInput,
      int rate,
      Duration duration,
      Runnable step) {
    this.name = name;
    this.publisher = publisher;
    this.closeInput = closeInput;
    this.run = new PacedRun(rate, duration, step);
  }

  /**
   * Quotes of a {@link QuoteModel}.
   *
   * @param perSecond 1 to {@link RateSchedule#MAX_RATE}
   * @param duration null runs until stopped
   */
  public static Feed quotes(
      KafkaSettings settings,
      Registry registry,
      List<Instrument> instruments,
      List<String> venues,
      long seed,
      int perSecond,
      Duration duration) {
    VenueFeeds all = new VenueFeeds(venues);
    return quotes(settings, registry, instruments, venues, all, seed, perSecond, duration);
  }

  /**
   * The same.
   *
   * @param feeds how well each venue's get through; what does not counts in the rate all the same
   */
  public static Feed quotes(
      KafkaSettings settings,
      Registry registry,
      List<Instrument> instruments,
      List<String> venues,
      VenueFeeds feeds,
      long seed,
      int perSecond,
      Duration duration) {
    QuoteModel model = new QuoteModel(instruments, venues, seed);
    Publisher publisher = new Publisher(settings, registry);
    return new Feed(
        "quotes",
        publisher,
        () -> {},
        perSecond,
        duration,
        () -> feeds.pass(model.next(nowMicros())).ifPresent(publisher::send));
  }

  /**
   * Orders of an {@link OrderFlow} that follows the quotes of the topic.
   *
   * @param idPrefix begins all order ids; another one in each run
   * @param perSecond 1 to {@link RateSchedule#MAX_RATE}
   * @param duration null runs until stopped
   */
  public static Feed orders(
      KafkaSettings settings,
      Registry registry,
      Universe universe,
      String idPrefix,
      long seed,
      int perSecond,
      Duration duration) {
    QuoteBoard board = new QuoteBoard();
    OrderFlow flow = new OrderFlow(universe, board, idPrefix, seed);
    TopicTail<Quote> quotes =
        new TopicTail<>(
            settings, Topic.QUOTES, count -> AvroDecoder.quotes(registry, Feed::nowMicros));
    quotes.seekBack(QUOTES_BACK);
    quotes.readToEnd(board::apply);
    Publisher publisher = new Publisher(settings, registry);
    return new Feed(
        "orders",
        publisher,
        quotes::close,
        perSecond,
        duration,
        new OrderStep(flow, board, quotes, publisher));
  }

  /** Sends an order; looks at the quotes now and then. */
  private static final class OrderStep implements Runnable {
    private final OrderFlow flow;
    private final QuoteBoard board;
    private final TopicTail<Quote> quotes;
    private final Publisher publisher;
    private long lookedNanos = System.nanoTime();

    OrderStep(OrderFlow flow, QuoteBoard board, TopicTail<Quote> quotes, Publisher publisher) {
      this.flow = flow;
      this.board = board;
      this.quotes = quotes;
      this.publisher = publisher;
    }

    @Override
    public void run() {
      if (System.nanoTime() - lookedNanos > QUOTES_LOOK_NANOS) {
        quotes.poll(Duration.ZERO, board::apply);
        lookedNanos = System.nanoTime();
      }
      publisher.send(flow.next(nowMicros()));
    }
  }

  /**
   * Publishes until the duration is over or it is stopped, and all is acknowledged.
   *
   * @param lines hears a line a second and one at the end
   * @throws IllegalStateException when Kafka did not take a message
   */
  public PacedRun.Report run(Consumer<String> lines) {
    PacedRun.Report end = run.run(report -> lines.accept(line(report)));
    publisher.flush();
    lines.accept("end of " + line(end));
    return end;
  }

  /**
   * Goes on at another rate, at once.
   *
   * @param perSecond 1 to {@link RateSchedule#MAX_RATE}
   */
  public void rate(int perSecond) {
    run.rate(perSecond);
  }

  /** Ends the run. */
  public void stop() {
    run.stop();
  }

  /** Messages that Kafka has acknowledged. */
  public long acknowledged() {
    return publisher.acknowledged();
  }

  private String line(PacedRun.Report report) {
    return String.format(
        Locale.ROOT, "%s: %s, %,d acknowledged", name, report, publisher.acknowledged());
  }

  @Override
  public void close() {
    publisher.close();
    closeInput.run();
  }

  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
