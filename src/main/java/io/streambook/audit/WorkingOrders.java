package io.streambook.audit;

import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many orders of accounts or firms worked at once over all symbols, and what risk must have
 * reserved for them. Risk counts an order from before its first execution until after its last one
 * is published: so it never counts less.
 *
 * <p>Executions of a partition lie in the order in which they were published. Between partitions
 * only the clocks of their producers tell, which may differ: there an order counts from when it was
 * surely published as it is until it surely was no longer. So nothing lawful exceeds a limit here;
 * what does for less than two seconds, and over several partitions only, may not.
 */
final class WorkingOrders {
  private static final long CLOCKS_DIFFER_MILLIS =
      Tape.CLOCKS_DIFFER_MICROS / Tape.MICROS_PER_MILLI;

  /**
   * An order came to rest.
   *
   * @param orders so many worked then, or more
   * @param reserved so much was reserved then in its currency, or more, in 10⁻⁸
   */
  record Rested(Found<Execution> by, int orders, BigInteger reserved) {}

  /**
   * An order rested with these terms.
   *
   * @param to what changed it, or took it off; null when nothing did
   * @param first whether it came to rest with them
   */
  private record Span(
      Found<Execution> from, Found<Execution> to, boolean first, BigInteger reserved) {
    /** Not so when the topic got more partitions meanwhile. */
    boolean endsInItsPartition() {
      return to == null || to.partition() == from.partition();
    }

    long surelyFrom() {
      return from.timestamp() + CLOCKS_DIFFER_MILLIS;
    }

    long surelyTo() {
      return to == null ? Long.MAX_VALUE : to.timestamp() - CLOCKS_DIFFER_MILLIS;
    }
  }

  private final List<Span> spans = new ArrayList<>();

  WorkingOrders(Tape tape) {
    tape.symbols().forEach(symbol -> new Walk(symbol).run());
  }

  /** Of each account or firm. */
  Map<String, List<Rested>> by(Scope scope) {
    Map<String, List<Span>> ofNames =
        spans.stream().collect(Collectors.groupingBy(s -> scope.of(s.from.value().account())));
    return ofNames.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, ofName -> rested(ofName.getValue())));
  }

  /** How many orders came to rest. */
  long rested() {
    return spans.stream().filter(span -> span.first).count();
  }

  /**
   * An order came to rest in its partition.
   *
   * @param millis until then all was published that the partition had of the account by then
   */
  private record InPartition(Span span, long millis, int orders, BigInteger reserved) {}

  private static List<Rested> rested(List<Span> ofName) {
    Map<Integer, List<Span>> partitions =
        ofName.stream().collect(Collectors.groupingBy(span -> span.from.partition()));
    List<InPartition> came = new ArrayList<>();
    partitions.values().forEach(ofPartition -> came.addAll(inPartition(ofPartition)));
    came.sort(Comparator.comparingLong(InPartition::millis));

    List<Span> starts =
        ofName.stream()
            .filter(span -> span.surelyFrom() < span.surelyTo())
            .sorted(Comparator.comparingLong(Span::surelyFrom))
            .toList();
    List<Span> ends = starts.stream().sorted(Comparator.comparingLong(Span::surelyTo)).toList();
    Sums all = new Sums();
    Map<Integer, Sums> surely = new HashMap<>();
    partitions.keySet().forEach(partition -> surely.put(partition, new Sums()));
    List<Rested> rested = new ArrayList<>();
    int start = 0;
    int end = 0;
    for (InPartition order : came) {
      for (; start < starts.size() && starts.get(start).surelyFrom() <= order.millis; start++) {
        all.add(starts.get(start), 1);
        surely.get(starts.get(start).from.partition()).add(starts.get(start), 1);
      }
      for (; end < ends.size() && ends.get(end).surelyTo() <= order.millis; end++) {
        all.add(ends.get(end), -1);
        surely.get(ends.get(end).from.partition()).add(ends.get(end), -1);
      }
      Sums here = surely.get(order.span.from.partition());
      rested.add(
          new Rested(
              order.span.from,
              order.orders + all.orders - here.orders,
              order.reserved.add(all.of(order.span)).subtract(here.of(order.span))));
    }
    return rested;
  }

  /** By the order of the partition. */
  private static List<InPartition> inPartition(List<Span> ofPartition) {
    List<Span> starts =
        ofPartition.stream().sorted(Comparator.comparingLong(s -> s.from.offset())).toList();
    List<Span> ends =
        ofPartition.stream()
            .filter(span -> span.to != null && span.endsInItsPartition())
            .sorted(Comparator.comparingLong(span -> span.to.offset()))
            .toList();
    Sums sums = new Sums();
    List<InPartition> came = new ArrayList<>();
    long millis = Long.MIN_VALUE;
    int end = 0;
    for (Span span : starts) {
      for (; end < ends.size() && ends.get(end).to.offset() <= span.from.offset(); end++) {
        sums.add(ends.get(end), -1);
      }
      if (span.endsInItsPartition()) {
        sums.add(span, 1);
      }
      millis = Math.max(millis, span.from.timestamp());
      if (span.first) {
        came.add(new InPartition(span, millis, sums.orders, sums.of(span)));
      }
    }
    return came;
  }

  /** Orders that rest, and what is reserved for them by currency. */
  private static final class Sums {
    private int orders;
    private final Map<String, BigInteger> reserved = new HashMap<>();

    void add(Span span, int sign) {
      orders += sign;
      BigInteger money = sign < 0 ? span.reserved.negate() : span.reserved;
      reserved.merge(span.from.value().currency(), money, BigInteger::add);
    }

    /** In the currency of this order. */
    BigInteger of(Span span) {
      return reserved.getOrDefault(span.from.value().currency(), BigInteger.ZERO);
    }
  }

  /** Through one symbol. */
  private final class Walk {
    private final SymbolTape symbol;
    private final Map<Long, Judged> judged = new HashMap<>();

    /** Reserved per unit, by order. */
    private final Map<Long, Long> prices = new HashMap<>();

    /** By order that rests. */
    private final Map<Long, Span> resting = new HashMap<>();

    Walk(SymbolTape symbol) {
      this.symbol = symbol;
    }

    void run() {
      for (Found<LogEntry> entry : symbol.log()) {
        if (entry.value() instanceof LogEntry.Order order) {
          judged.put(order.sequence(), order.judged());
        }
      }
      List<Found<Execution>> executions = symbol.executions();
      Long2ObjectMap<Found<Execution>> touched = new Long2ObjectOpenHashMap<>();
      for (int i = 0; i < executions.size(); i++) {
        Execution execution = executions.get(i).value();
        if (execution.changesOrder()) {
          value(execution);
          touched.put(execution.venueOrderId(), executions.get(i));
        }
        boolean endOfEntry =
            i + 1 == executions.size()
                || executions.get(i + 1).value().sequence() != execution.sequence();
        if (endOfEntry) {
          touched.forEach(this::change);
          touched.clear();
        }
      }
      spans.addAll(resting.values());
    }

    private void value(Execution execution) {
      switch (execution.execType()) {
        case NEW, REPLACED -> {
          Judged terms = judged.get(execution.sequence());
          if (terms != null) {
            prices.put(execution.venueOrderId(), Reserve.price(terms));
          }
        }
        default -> {}
      }
    }

    private void change(Long id, Found<Execution> last) {
      Span before = resting.remove(id);
      if (before != null) {
        spans.add(new Span(before.from, last, before.first, before.reserved));
      }
      long leaves = last.value().leavesQty();
      if (leaves > 0) {
        BigInteger reserved = Reserve.of(leaves, prices.getOrDefault(id, 0L));
        resting.put(id, new Span(last, null, before == null, reserved));
      }
    }
  }
}
