package io.streambook.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import io.streambook.contract.Decoded;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A venue that kept all rules, small enough for a test to break a single one. */
abstract class SmallVenue {
  // alice sells 10; bob buys 4 of it, then 1 more; carol's bid rests; one order is refused.
  final RecordedVenue venue =
      new RecordedVenue()
          .send(
              "AAA",
              List.of(
                  "alice sell s1 10@100",
                  "bob buy b1 4@101",
                  "bob buy b2 1@100",
                  "carol buy c1 5@99",
                  "bob buy b3 1@1 GTC refused TICK_SIZE",
                  "carol replace c2 of c1 buy 6@99",
                  "alice cancel a1 of nothing"));
  final SymbolTape tape = venue.symbol("AAA");

  /** Exactly these checks fail, and the first of them names the offender. */
  void assertBroken(String offender, Class<? extends Check> check, Class<?>... others) {
    assertThat(verdict(check)).contains("first " + offender + ":");
    Set<Class<?>> failed = venue.failed();
    assertThat(failed).contains(check);
    failed.remove(check);
    assertThat(failed).containsExactlyInAnyOrder(others);
  }

  String verdict(Class<? extends Check> check) {
    return venue.audit(false).get(check).verdict();
  }

  OrderCommand sent(int index) {
    return ((Decoded.Value<OrderCommand>) venue.sent.get(index).value()).value();
  }

  Found<LogEntry> logEntry(String orderId) {
    return tape.log().stream()
        .filter(
            e ->
                e.value() instanceof LogEntry.Order order
                    && order.judged().order().orderId().equals(orderId))
        .findFirst()
        .orElseThrow();
  }

  void exchange(Found<LogEntry> one, Found<LogEntry> other) {
    LogEntry.Order first = (LogEntry.Order) one.value();
    LogEntry.Order second = (LogEntry.Order) other.value();
    tape.log()
        .set(
            tape.log().indexOf(one),
            with(one, new LogEntry.Order(first.sequence(), second.judged())));
    tape.log()
        .set(
            tape.log().indexOf(other),
            with(other, new LogEntry.Order(second.sequence(), first.judged())));
  }

  Found<Execution> execution(ExecType type) {
    return execution(e -> e.execType() == type);
  }

  Found<Execution> execution(Predicate<Execution> which) {
    return tape.executions().stream().filter(e -> which.test(e.value())).findFirst().orElseThrow();
  }

  void change(Found<Execution> found, UnaryOperator<Execution> how) {
    tape.executions().set(tape.executions().indexOf(found), with(found, how.apply(found.value())));
  }

  static <T> Found<T> with(Found<T> found, T value) {
    return new Found<>(found.topic(), found.partition(), found.offset(), found.timestamp(), value);
  }
}
