package io.streambook.marketdata;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Trade;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import io.streambook.marketdata.TapeResult.Rejects;
import io.streambook.marketdata.TapeTranslator.Count;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Hears the venue's answers to the orders of a replay, from where the topics end when it opens. */
final class VenueAnswers implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long SECOND = 1_000_000_000L;

  private final TopicTail<Execution> executions;
  private final TopicTail<Trade> trades;
  private final Set<String> sent = new LinkedHashSet<>();
  private final Set<String> unanswered = new LinkedHashSet<>();
  private final Map<String, Rejects> rejects = new TreeMap<>();
  private long tradesToCome;

  VenueAnswers(KafkaSettings settings, Registry registry) {
    executions =
        new TopicTail<>(settings, Topic.EXECUTIONS, count -> AvroDecoder.executions(registry));
    trades = new TopicTail<>(settings, Topic.TRADES, count -> AvroDecoder.trades(registry));
    executions.seekBack(0);
    trades.seekBack(0);
  }

  /** An order is about to be sent. */
  void expect(String orderId) {
    sent.add(orderId);
    unanswered.add(orderId);
  }

  /**
   * Waits for the first answer to each order and for all trades among the orders.
   *
   * @throws IllegalStateException when the venue is silent for longer than the patience
   */
  TapeResult await(TapeTranslator translator, Duration patience, Consumer<String> lines) {
    Reproduction reproduction = new Reproduction(translator.expected());
    await(unanswered::isEmpty, reproduction, patience, lines);
    // What follows from the last answer was committed with it. The other topic may show it later.
    executions.readToEnd(this::apply);
    await(() -> tradesToCome == 0, reproduction, patience, lines);
    return result(translator, reproduction);
  }

  private void await(
      BooleanSupplier done, Reproduction reproduction, Duration patience, Consumer<String> lines) {
    long heard = System.nanoTime();
    long nextLine = heard + SECOND;
    while (!done.getAsBoolean()) {
      long before = unanswered.size() + tradesToCome;
      executions.poll(POLL, this::apply);
      trades.poll(Duration.ZERO, trade -> apply(trade, reproduction));
      long now = System.nanoTime();
      heard = unanswered.size() + tradesToCome == before ? heard : now;
      if (now >= nextLine) {
        nextLine = now + SECOND;
        lines.accept(progress());
      }
      if (now - heard > patience.toNanos()) {
        throw new IllegalStateException(silence(patience));
      }
    }
  }

  private void apply(Execution execution) {
    if (!sent.contains(execution.requestId())) {
      return;
    }
    // Not index 0: the first order of a day comes after the expiries of the day before.
    if (execution.partition() >= 0) {
      unanswered.remove(execution.requestId());
    }
    switch (execution.execType()) {
      case TRADE -> {
        // Each trade has two executions; the taker's is the one that caused it.
        if (execution.orderId().equals(execution.requestId())) {
          tradesToCome++;
        }
      }
      case REJECTED, CANCEL_REJECT ->
          rejects.merge(
              execution.execType() == ExecType.REJECTED
                  ? String.valueOf(execution.reason())
                  : "cancel or replace, " + execution.reason(),
              new Rejects(1, execution.text()),
              (all, one) -> new Rejects(all.count() + 1, all.firstText()));
      default -> {}
    }
  }

  private void apply(Trade trade, Reproduction reproduction) {
    if (sent.contains(Reproduction.taker(trade))) {
      tradesToCome--;
      reproduction.apply(trade);
    }
  }

  private TapeResult result(TapeTranslator translator, Reproduction reproduction) {
    Map<Count, Integer> counts = new EnumMap<>(Count.class);
    for (Count count : Count.values()) {
      counts.put(count, translator.counted(count));
    }
    return new TapeResult(
        counts,
        sent.size(),
        rejects,
        reproduction.expected(),
        reproduction.reproduced(),
        reproduction.others());
  }

  private String progress() {
    return String.format(
        Locale.ROOT,
        "the venue has answered %,d of %,d orders",
        sent.size() - unanswered.size(),
        sent.size());
  }

  private String silence(Duration patience) {
    String missing =
        unanswered.isEmpty()
            ? tradesToCome + " trades that executions name are missing from the topic trades"
            : "order " + unanswered.iterator().next() + " is the first without an answer";
    return progress()
        + " and has been silent for "
        + patience.toSeconds()
        + " s; "
        + missing
        + ". Does the job run, with the services risk and matching?";
  }

  @Override
  public void close() {
    executions.close();
    trades.close();
  }
}
