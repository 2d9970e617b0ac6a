package io.streambook.bench.book;

import io.streambook.book.ExecutionReport;
import io.streambook.book.Matching;
import io.streambook.book.ReportListener;
import io.streambook.book.TradeReport;
import io.streambook.conformance.PlainOrders;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes a stream and knows which orders of it rest. */
final class Flow implements ReportListener {
  final Commands commands = new Commands();
  final SplittableRandom random;
  private final Matching matching = new Matching(PlainOrders.SYMBOL);
  private final LogOf log = new LogOf(commands);

  /** Ids of what rests, in no order, and where an id stands among them, plus one. */
  private long[] resting = new long[1 << 10];

  private int[] placeOf = new int[1 << 10];
  private int restingCount;

  Flow(long seed) {
    random = new SplittableRandom(seed);
    matching.apply(PlainOrders.rules(), this);
  }

  int resting() {
    return restingCount;
  }

  /** Any order that rests. */
  long any() {
    return resting[random.nextInt(restingCount)];
  }

  boolean rests(long id) {
    return id < placeOf.length && placeOf[(int) id] > 0;
  }

  long enter(boolean buy, long price, long qty) {
    long id = commands.enter(Commands.Kind.ENTER, buy, price, qty);
    add(id);
    applyLast();
    return id;
  }

  long ioc(boolean buy, long price, long qty) {
    long id = commands.enter(Commands.Kind.IOC, buy, price, qty);
    applyLast();
    return id;
  }

  void cancel(long id) {
    commands.cancel(id);
    applyLast();
  }

  /** Does nothing when it has this price already. */
  void move(long id, long price) {
    if (commands.limitNow(id) != price) {
      commands.move(id, price);
      applyLast();
    }
  }

  void reduce(long id, long by) {
    commands.reduce(id, by);
    applyLast();
  }

  private void applyLast() {
    matching.apply(log.entry(commands.size() - 1), this);
  }

  @Override
  public void onTrade(TradeReport trade) {}

  @Override
  public void onExecution(ExecutionReport report) {
    switch (report.ordStatus()) {
      case FILLED, CANCELED -> drop(report.venueOrderId());
      default -> {
        // It rests as before.
      }
    }
  }

  private void add(long id) {
    if (restingCount == resting.length) {
      resting = Arrays.copyOf(resting, restingCount * 2);
    }
    if (id >= placeOf.length) {
      placeOf = Arrays.copyOf(placeOf, (int) id * 2);
    }
    resting[restingCount++] = id;
    placeOf[(int) id] = restingCount;
  }

  private void drop(long id) {
    if (!rests(id)) {
      return;
    }
    int place = placeOf[(int) id] - 1;
    placeOf[(int) id] = 0;
    long last = resting[--restingCount];
    if (last != id) {
      resting[place] = last;
      placeOf[(int) last] = place + 1;
    }
  }
}
