package io.streambook.audit;

import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import io.streambook.contract.Decoded;
import java.util.BitSet;

final class EveryOrderOnce implements Check {
  @Override
  public String rule() {
    return "every record of orders is in the log once, or in the dead letters once";
  }

  @Override
  public String subject() {
    return "records of orders";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    BitSet seen = new BitSet();
    long unproven = 0;
    for (SymbolTape symbol : tape.symbols()) {
      for (Found<LogEntry> entry : symbol.log()) {
        if (entry.value() instanceof LogEntry.Order order) {
          unproven += tape.orders().isGone(order.partition(), order.offset()) ? 1 : 0;
          mark(tape.orders(), seen, entry, order.partition(), order.offset(), finding);
        }
      }
    }
    for (Found<Tape.Place> letter : tape.deadLetters()) {
      Tape.Place place = letter.value();
      mark(tape.orders(), seen, letter, place.partition(), place.offset(), finding);
    }
    int index = 0;
    for (Found<Decoded<OrderCommand>> order : tape.orders().all()) {
      finding.checked();
      if (seen.get(index++)) {
        continue;
      }
      if (order.value() instanceof Decoded.Dead && !tape.deadLettersAreWhole()) {
        unproven++;
      } else {
        finding.broken(order, "neither in the log nor in the dead letters");
      }
    }
    if (unproven > 0) {
      finding.remark(unproven + " more unproven: retention took their record or dead letter");
    }
  }

  private static void mark(
      SentOrders orders, BitSet seen, Found<?> by, int partition, long offset, Finding finding) {
    if (!orders.covers(partition, offset)) {
      return;
    }
    int index = orders.indexOf(partition, offset);
    if (index < 0) {
      finding.broken(by, "names orders-" + partition + "-" + offset + ", where no record is");
    } else if (seen.get(index)) {
      finding.broken(by, "names orders-" + partition + "-" + offset + " a second time");
    } else {
      seen.set(index);
    }
  }
}
