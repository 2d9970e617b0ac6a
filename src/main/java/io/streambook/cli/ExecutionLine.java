package io.streambook.cli;

import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;

/** An execution as a line for a person. */
final class ExecutionLine {
  private ExecutionLine() {}

  static String of(Execution e) {
    StringBuilder line = new StringBuilder();
    line.append(e.execId()).append(' ').append(e.execType());
    if (e.lastQty() > 0) {
      line.append(' ').append(Decimal8.format(e.lastQty()));
      line.append(e.lastPx() == Decimal8.NONE ? "" : " at " + Decimal8.format(e.lastPx()));
    }
    if (!e.correction().isNone()) {
      return correction(e, line);
    }
    line.append(": order ").append(e.orderId()).append(" of ").append(e.account());
    if (e.venueOrderId() > 0) {
      line.append(", ").append(e.side()).append(' ').append(Decimal8.format(e.qty()));
      line.append(' ').append(e.symbol());
      line.append(e.price() == Decimal8.NONE ? " at market" : " at " + Decimal8.format(e.price()));
      line.append(' ').append(e.timeInForce());
    }
    line.append(", ").append(e.ordStatus());
    line.append(", filled ").append(Decimal8.format(e.cumQty()));
    line.append(", working ").append(Decimal8.format(e.leavesQty()));
    return e.text() == null ? line.toString() : line.append("; ").append(e.text()).toString();
  }

  private static String correction(Execution e, StringBuilder line) {
    Correction correction = e.correction();
    if (e.execType() == ExecType.POSITION_REPORT) {
      line.append(' ').append(e.side()).append(' ').append(e.symbol());
      line.append(", cash ").append(Decimal8.format(correction.cash()));
    } else {
      line.append(' ').append(e.side()).append(" of trade ").append(correction.tradeId());
    }
    line.append(": ").append(e.account());
    line.append(", by ").append(correction.operator()).append(": ").append(correction.comment());
    return e.text() == null ? line.toString() : line.append("; ").append(e.text()).toString();
  }
}
