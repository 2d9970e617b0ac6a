package io.streambook.bench.book;

import io.streambook.book.Side;

/**
 * The least that gives the same events, as the bound of this machine: ids and prices are places in
 * arrays that know the whole stream beforehand. No texts, no accounts, no executions, no rules.
 */
final class BareBook implements MeasuredBook {
  /** More prices than this don't fit into arrays. */
  private static final int PRICES_MAX = 1 << 20;

  private final Commands commands;
  private final long lowest;
  private final int prices;

  private final int[] orders = new int[BATCH];
  private final int[] limits = new int[BATCH];
  private int from;
  private int count;
  private EventSink events;

  /** By id: what it has left (0 when it does not rest), its price, its neighbours in the queue. */
  private long[] left;

  private int[] priceOf;
  private int[] previous;
  private int[] next;
  private boolean[] buys;

  private BareSide bids;
  private BareSide asks;

  BareBook(Commands commands) {
    this.commands = commands;
    lowest = lowest(commands);
    prices = (int) (highest(commands) - lowest + 1);
    reset();
  }

  /** Whether the prices of the stream fit into arrays. */
  static boolean takes(Commands commands) {
    return highest(commands) - lowest(commands) < PRICES_MAX;
  }

  private static long lowest(Commands commands) {
    long lowest = Long.MAX_VALUE;
    for (int n = 0; n < commands.size(); n++) {
      lowest = Math.min(lowest, commands.price(n));
    }
    return lowest;
  }

  private static long highest(Commands commands) {
    long highest = 0;
    for (int n = 0; n < commands.size(); n++) {
      highest = Math.max(highest, commands.price(n));
    }
    return highest;
  }

  @Override
  public void reset() {
    int ids = commands.size() + 2;
    left = new long[ids];
    priceOf = new int[ids];
    previous = new int[ids];
    next = new int[ids];
    buys = new boolean[ids];
    bids = new BareSide(Side.BUY, prices);
    asks = new BareSide(Side.SELL, prices);
    events = new EventSink();
  }

  @Override
  public void prepare(int begin, int end) {
    from = begin;
    count = end - begin;
    for (int n = 0; n < count; n++) {
      orders[n] = (int) commands.id(begin + n);
      limits[n] = (int) (commands.price(begin + n) - lowest);
    }
  }

  @Override
  public void applyAll() {
    for (int n = 0; n < count; n++) {
      apply(n);
    }
  }

  @Override
  public void apply(int n) {
    int order = orders[n];
    Commands.Kind kind = commands.kind(from + n);
    boolean enters = kind == Commands.Kind.ENTER || kind == Commands.Kind.IOC;
    if (!enters && left[order] == 0) {
      events.refused(order);
      return;
    }
    events.accepted(order);
    switch (kind) {
      case ENTER, IOC -> {
        buys[order] = commands.buys(from + n);
        enter(order, limits[n], commands.qty(from + n), kind == Commands.Kind.ENTER);
      }
      case CANCEL -> {
        events.takenOff(order, left[order]);
        unlink(order);
      }
      case MOVE -> {
        long qty = left[order];
        unlink(order);
        enter(order, limits[n], qty, true);
      }
      case REDUCE -> reduce(order, commands.qty(from + n));
    }
  }

  private void reduce(int order, long by) {
    if (by < left[order]) {
      events.takenOff(order, by);
      left[order] -= by;
    } else {
      events.takenOff(order, left[order]);
      unlink(order);
    }
  }

  private void enter(int order, int limit, long qty, boolean rests) {
    BareSide makers = buys[order] ? asks : bids;
    long missing = qty;
    while (missing > 0 && makers.reaches(limit)) {
      int maker = makers.first[makers.best];
      long traded = Math.min(missing, left[maker]);
      events.traded(maker, order, makers.best + lowest, traded);
      missing -= traded;
      if (traded == left[maker]) {
        unlink(maker);
      } else {
        left[maker] -= traded;
      }
    }
    if (missing > 0 && rests) {
      append(order, limit, missing);
    } else if (missing > 0) {
      events.takenOff(order, missing);
    }
  }

  private void append(int order, int price, long qty) {
    BareSide side = buys[order] ? bids : asks;
    int last = side.last[price];
    left[order] = qty;
    priceOf[order] = price;
    previous[order] = last;
    next[order] = 0;
    side.last[price] = order;
    if (last == 0) {
      side.first[price] = order;
      side.fill(price);
    } else {
      next[last] = order;
    }
  }

  private void unlink(int order) {
    BareSide side = buys[order] ? bids : asks;
    int price = priceOf[order];
    int before = previous[order];
    int behind = next[order];
    left[order] = 0;
    if (before == 0) {
      side.first[price] = behind;
    } else {
      next[before] = behind;
    }
    if (behind == 0) {
      side.last[price] = before;
    } else {
      previous[behind] = before;
    }
    if (side.first[price] == 0) {
      side.empty(price);
    }
  }

  @Override
  public EventSink events() {
    return events;
  }
}
