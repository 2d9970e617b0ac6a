package io.streambook.risk;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What limits bound: one account, or all accounts of a firm. Knows the limits in force and how far
 * each was used on this trading day.
 */
final class Scope {
  static final int[] WARNINGS = {50, 75, 85, 90, 95};

  private static final int BREACHED = WARNINGS.length + 1;
  private static final int LEVEL_BITS = 4;
  private static final long WINDOW_MICROS = 1_000_000;
  private static final int LIMITS = Limit.values().length;

  final String name;
  final boolean isFirm;

  /** The account whose record has the limits; it keeps the state of this, too. */
  final Account owner;

  private List<LimitControl> ofCommands = List.of();
  private List<LimitControl> ofSizes;

  private RiskLimits limits;
  private long[] max;

  /** The next use of each limit that is worth an event. */
  private long[] next;

  /** {@link #LEVEL_BITS} bits for each limit. */
  private long levels;

  private Map<String, SymbolRule> rules = Map.of();
  private int lossDay;
  private final Executions executions = new Executions();
  private long windowStart;
  private int windowOrders;
  int openOrders;

  Scope(Account owner, boolean isFirm) {
    this.owner = owner;
    this.name = owner.name();
    this.isFirm = isFirm;
    ofSizes = LimitControls.ofSizes(this);
  }

  /** Null when there never was a record. */
  RiskLimits limits() {
    return limits;
  }

  void limits(RiskLimits newest) {
    limits = newest;
    rules = rules(newest.rules().symbols());
    max = new long[LIMITS];
    next = new long[LIMITS];
    Arrays.fill(max, RiskLimits.NO_LIMIT);
    if (!newest.deleted()) {
      for (Limit limit : Limit.values()) {
        max[limit.place] = limit.of(newest);
      }
    }
    for (Limit limit : Limit.values()) {
      expect(limit);
    }
    ofCommands = LimitControls.ofCommands(this);
    ofSizes = LimitControls.ofSizes(this);
  }

  private static Map<String, SymbolRule> rules(List<SymbolRule> listed) {
    if (listed.isEmpty()) {
      return Map.of();
    }
    Map<String, SymbolRule> rules = new Object2ObjectOpenHashMap<>();
    listed.forEach(rule -> rules.put(rule.symbol(), rule));
    return rules;
  }

  /** Controls that the limits in force ask for. */
  List<LimitControl> ofCommands() {
    return ofCommands;
  }

  /** The same of what the size of an order is measured by. */
  List<LimitControl> ofSizes() {
    return ofSizes;
  }

  boolean hasRules() {
    return !rules.isEmpty() || (limits != null && limits.rules().onlyListed());
  }

  boolean refusesDuplicates() {
    return limits != null && limits.rules().duplicateMillis() > 0;
  }

  TradingState state() {
    return limits == null ? TradingState.ACTIVE : limits.rules().tradingState();
  }

  /** Null when the symbol has none of its own. */
  SymbolRule rule(String symbol) {
    return rules.get(symbol);
  }

  boolean has(Limit limit) {
    return max != null && max[limit.place] != RiskLimits.NO_LIMIT;
  }

  /** {@link RiskLimits#NO_LIMIT} when there is none. */
  long max(Limit limit) {
    return max == null ? RiskLimits.NO_LIMIT : max[limit.place];
  }

  // ---- use of limits

  /** Whether so much use of a limit has not been told of today. */
  boolean isNews(Limit limit, long measured) {
    return next != null && measured >= next[limit.place];
  }

  /** The limit refused something, or is reached. */
  boolean breach(Limit limit) {
    return raise(limit, BREACHED);
  }

  /** The use is told of; answers how many percent are reached. */
  int warn(Limit limit, long measured) {
    int level = 0;
    while (level < WARNINGS.length && measured >= threshold(limit, level)) {
      level++;
    }
    return raise(limit, level) ? WARNINGS[level - 1] : 0;
  }

  private boolean raise(Limit limit, int level) {
    if (level <= level(limit)) {
      return false;
    }
    int shift = limit.place * LEVEL_BITS;
    levels = (levels & ~(0xfL << shift)) | ((long) level << shift);
    expect(limit);
    return true;
  }

  private int level(Limit limit) {
    return (int) (levels >>> (limit.place * LEVEL_BITS)) & 0xf;
  }

  private void expect(Limit limit) {
    if (next != null) {
      int level = level(limit);
      next[limit.place] =
          has(limit) && level < WARNINGS.length ? threshold(limit, level) : Long.MAX_VALUE;
    }
  }

  /** Rounded up, and never 0: who uses nothing needs no warning. */
  private long threshold(Limit limit, int level) {
    long all = max(limit);
    long percent = WARNINGS[level];
    return Math.max(1, (all / 100 * percent) + ((all % 100 * percent) + 99) / 100);
  }

  /** A new trading day: all that it counts begins anew. */
  void newDay() {
    levels = 0;
    for (Limit limit : Limit.values()) {
      expect(limit);
    }
  }

  /** From here on to the end of this trading day it is as its limits say for too large a loss. */
  void lost(int tradingDay) {
    lossDay = tradingDay;
  }

  int lossDay() {
    return lossDay;
  }

  // ---- rates

  /** What {@link Limit#EXECUTION_RATE} counts. */
  Executions executions() {
    return executions;
  }

  /** Orders that passed in the second of this instant. */
  int ordersInWindow(long now) {
    if (now - windowStart >= WINDOW_MICROS) {
      windowStart = now;
      windowOrders = 0;
    }
    return windowOrders;
  }

  /** Counts an order of this instant that passed. */
  void countOrder(long now) {
    windowOrders = ordersInWindow(now) + 1;
  }

  long windowStart() {
    return windowStart;
  }

  int windowOrders() {
    return windowOrders;
  }

  void restoreWindow(long start, int orders) {
    windowStart = start;
    windowOrders = orders;
  }

  AccountRow.Scope row() {
    return new AccountRow.Scope(levels, lossDay, executions.row());
  }

  void restore(AccountRow.Scope row) {
    levels = row.levels();
    lossDay = row.lossDay();
    executions().restore(row.executions());
    for (Limit limit : Limit.values()) {
      expect(limit);
    }
  }

  /** What a text says besides the limit: nothing for the account's own. */
  String suffix() {
    return isFirm ? ", firm=" + name : "";
  }

  /** The limits in force, by name. */
  List<Limit> all() {
    List<Limit> all = new ArrayList<>();
    for (Limit limit : Limit.values()) {
      if (has(limit)) {
        all.add(limit);
      }
    }
    return all;
  }
}
