package io.streambook.bench.book;

import java.util.Arrays;

/**
 * A stream of commands as plain numbers, the same for every book. An order's id is its place in the
 * stream plus two: the log sequence that it has in a log that begins with an entry of rules.
 */
final class Commands {
  /** What a command asks for. A move gives another price, a reduce takes off so much. */
  enum Kind {
    ENTER,
    IOC,
    CANCEL,
    MOVE,
    REDUCE
  }

  private Kind[] kinds = new Kind[1 << 10];
  private boolean[] buys = new boolean[1 << 10];
  private long[] ids = new long[1 << 10];
  private long[] prices = new long[1 << 10];
  private long[] qtys = new long[1 << 10];

  /** FIX OrderQty (38) of the order after the command: the total, fills included. */
  private long[] totals = new long[1 << 10];

  /** Limits and totals of the orders as they are now, by where the order was entered. */
  private long[] limitNow = new long[1 << 10];

  private long[] totalNow = new long[1 << 10];
  private int size;
  private int filled;

  int size() {
    return size;
  }

  /** So many commands at the beginning fill the book and are not measured. */
  int filled() {
    return filled;
  }

  /** All commands up to here only fill the book. */
  void filledNow() {
    filled = size;
  }

  Kind kind(int n) {
    return kinds[n];
  }

  boolean buys(int n) {
    return buys[n];
  }

  /** Of the order that it is about. */
  long id(int n) {
    return ids[n];
  }

  /** Limit of the order after the command, in ticks. */
  long price(int n) {
    return prices[n];
  }

  /** Size of a new order, or what a reduce takes off. */
  long qty(int n) {
    return qtys[n];
  }

  long total(int n) {
    return totals[n];
  }

  /** Limit of the order as it is at the end of the stream so far. */
  long limitNow(long id) {
    return limitNow[index(id)];
  }

  /** Gives the id. */
  long enter(Kind kind, boolean buy, long price, long qty) {
    return add(kind, buy, size + 2, price, qty, qty);
  }

  void cancel(long id) {
    int order = index(id);
    add(Kind.CANCEL, buys[order], id, limitNow[order], 0, totalNow[order]);
  }

  /** The price must be another one: books do not agree on what a move to the same means. */
  void move(long id, long price) {
    int order = index(id);
    add(Kind.MOVE, buys[order], id, price, 0, totalNow[order]);
  }

  void reduce(long id, long by) {
    int order = index(id);
    add(Kind.REDUCE, buys[order], id, limitNow[order], by, totalNow[order] - by);
  }

  /** Where the order was entered. */
  private static int index(long id) {
    return Math.toIntExact(id - 2);
  }

  private long add(Kind kind, boolean buy, long id, long price, long qty, long total) {
    if (size == kinds.length) {
      grow(size * 2);
    }
    kinds[size] = kind;
    buys[size] = buy;
    ids[size] = id;
    prices[size] = price;
    qtys[size] = qty;
    totals[size] = total;
    limitNow[index(id)] = price;
    totalNow[index(id)] = total;
    size++;
    return id;
  }

  private void grow(int length) {
    kinds = Arrays.copyOf(kinds, length);
    buys = Arrays.copyOf(buys, length);
    ids = Arrays.copyOf(ids, length);
    prices = Arrays.copyOf(prices, length);
    qtys = Arrays.copyOf(qtys, length);
    totals = Arrays.copyOf(totals, length);
    limitNow = Arrays.copyOf(limitNow, length);
    totalNow = Arrays.copyOf(totalNow, length);
  }
}
