package io.streambook.marketdata;

import io.streambook.book.OrderCommand;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.risk.Instrument;
import io.streambook.risk.Quote;
import io.streambook.risk.RiskLimits;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends the orders and quotes of a tape to the venue, and compares what the venue made of them with
 * the tape. One thread runs it; any thread may stop it.
 */
public final class TapeReplay {
  /** Speed without pauses. */
  public static final int MAX_SPEED = 0;

  private static final long SECOND = 1_000_000_000L;

  private final KafkaSettings settings;
  private final Registry registry;
  private final LobsterTape tape;
  private final int speed;
  private final Duration patience;
  private final TapeTranslator translator;
  private volatile boolean stopped;
  private volatile long messages;
  private long orders;
  private long quotes;

  /**
   * A replay that has not begun. {@link #instrument} and {@link #limits} must be set.
   *
   * @param speed 1 is that of the tape, 10 ten times as fast, {@link #MAX_SPEED} as fast as Kafka
   *     takes it
   * @param idPrefix begins all order ids; another one in each run
   * @param patience how long the venue may be silent before its answer is given up
   */
  public TapeReplay(
      KafkaSettings settings,
      Registry registry,
      LobsterTape tape,
      int speed,
      String idPrefix,
      Duration patience) {
    this.settings = settings;
    this.registry = registry;
    this.tape = tape;
    this.speed = speed;
    this.patience = patience;
    this.translator = new TapeTranslator(tape, idPrefix);
  }

  /** The instrument that the replay of a tape needs, as set now. */
  public static Instrument instrument(LobsterTape tape) {
    return TapeTranslator.instrument(tape, Universe.today(), Feed.nowMicros());
  }

  /** The limits of the accounts that replays use, as set now. */
  public static List<RiskLimits> limits() {
    return TapeTranslator.limits(Feed.nowMicros());
  }

  /** Ends the sending; what was sent is still waited for. */
  public void stop() {
    stopped = true;
  }

  /** Messages of the tape that are sent. */
  public long messages() {
    return messages;
  }

  /**
   * Sends all, cancels what rests at the end, and waits for the answers.
   *
   * @param lines hears a line a second, and the result at the end
   * @throws IllegalStateException when Kafka did not take a message, or the venue does not answer
   */
  public TapeResult run(Consumer<String> lines) {
    try (VenueAnswers answers = new VenueAnswers(settings, registry);
        Publisher publisher = new Publisher(settings, registry)) {
      send(publisher, answers, lines);
      sendAll(translator.cancelRest(Feed.nowMicros()), publisher, answers);
      publisher.flush();
      lines.accept(progress());
      TapeResult result = answers.await(translator, patience, lines);
      result.lines().forEach(lines);
      return result;
    }
  }

  private void send(Publisher publisher, VenueAnswers answers, Consumer<String> lines) {
    long firstNanos = tape.messages().get(0).nanos();
    long start = System.nanoTime();
    long nextLine = start + SECOND;
    for (LobsterTape.Message message : tape.messages()) {
      long due = speed == MAX_SPEED ? start : start + (message.nanos() - firstNanos) / speed;
      long now = System.nanoTime();
      while ((now < due || now >= nextLine) && !stopped) {
        if (now >= nextLine) {
          lines.accept(progress());
          nextLine = now + SECOND;
        } else {
          LockSupport.parkNanos(Math.min(due, nextLine) - now);
        }
        now = System.nanoTime();
      }
      if (stopped) {
        return;
      }
      send(message, publisher, answers);
      messages = message.line();
    }
  }

  private void send(LobsterTape.Message message, Publisher publisher, VenueAnswers answers) {
    sendAll(translator.orders(message, Feed.nowMicros()), publisher, answers);
    Quote quote = translator.changedQuote();
    if (quote != null) {
      publisher.send(quote);
      quotes++;
    }
  }

  private void sendAll(List<OrderCommand> commands, Publisher publisher, VenueAnswers answers) {
    for (OrderCommand order : commands) {
      answers.expect(order.orderId());
      publisher.send(order);
      orders++;
    }
  }

  private String progress() {
    long nanos = messages == 0 ? 0 : tape.messages().get((int) messages - 1).nanos();
    return String.format(
        Locale.ROOT,
        "%s at %s: %,d of %,d messages sent as %,d orders and %,d quotes",
        tape.symbol(),
        LocalTime.MIDNIGHT.plusNanos(nanos).truncatedTo(ChronoUnit.SECONDS),
        messages,
        tape.messages().size(),
        orders,
        quotes);
  }
}
