package io.streambook.audit;

import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import io.streambook.contract.Decoded;
import java.util.List;

final class LogIsAsSent implements Check {
  @Override
  public String rule() {
    return "the log carries each order as it was sent";
  }

  @Override
  public String subject() {
    return "orders in the log";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    List<Found<Decoded<OrderCommand>>> sent = tape.orders().all();
    for (SymbolTape symbol : tape.symbols()) {
      for (Found<LogEntry> entry : symbol.log()) {
        if (!(entry.value() instanceof LogEntry.Order order)) {
          continue;
        }
        int index = tape.orders().indexOf(order.partition(), order.offset());
        if (index < 0) {
          continue; // EveryOrderOnce tells
        }
        finding.checked();
        if (!(sent.get(index).value() instanceof Decoded.Value<OrderCommand> value)) {
          finding.broken(entry, sent.get(index).where() + " can't be decoded");
        } else if (!withoutDefect(value.value()).equals(withoutDefect(order.judged().order()))) {
          finding.broken(entry, "differs from " + sent.get(index).where());
        }
      }
    }
  }

  /** In the log a defect has become the reason of the reject. */
  private static OrderCommand withoutDefect(OrderCommand order) {
    return new OrderCommand(
        order.partition(),
        order.offset(),
        order.symbol(),
        order.account(),
        order.orderId(),
        order.origOrderId(),
        order.action(),
        order.side(),
        order.orderType(),
        order.timeInForce(),
        order.qty(),
        order.price(),
        order.conditions(),
        order.timestamp(),
        order.validUntil(),
        order.correction(),
        null);
  }
}
