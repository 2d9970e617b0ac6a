package io.streambook.book;

import java.util.ArrayList;
import java.util.List;

/** Records all events in order, whole or as one line each. */
public final class Tape implements MatchListener {
  private final List<Object> events = new ArrayList<>();

  @Override
  public void onExecution(Execution execution) {
    events.add(execution);
  }

  @Override
  public void onTrade(Trade trade) {
    events.add(trade);
  }

  public List<Object> events() {
    return events;
  }

  /** All lines since the last call. */
  public List<String> lines() {
    List<String> lines = events.stream().map(Tape::line).toList();
    events.clear();
    return lines;
  }

  public static String line(Object event) {
    if (event instanceof Trade trade) {
      return "trade %s/%s %s@%s"
          .formatted(
              trade.buyOrderId(),
              trade.sellOrderId(),
              Decimal8.format(trade.qty()),
              Decimal8.format(trade.price()));
    }
    Execution e = (Execution) event;
    String line =
        "%s %s %s cum=%s leaves=%s"
            .formatted(
                e.orderId(),
                e.execType(),
                e.ordStatus(),
                Decimal8.format(e.cumQty()),
                Decimal8.format(e.leavesQty()));
    line += e.correction().isNone() || e.reason() != null ? "" : " " + correction(e);
    return e.text() == null ? line : line + " (" + e.text() + ")";
  }

  private static String correction(Execution e) {
    return e.execType() == ExecType.TRADE_CANCEL
        ? "%s %s@%s of %s"
            .formatted(
                e.side(),
                Decimal8.format(e.lastQty()),
                Decimal8.format(e.lastPx()),
                e.correction().tradeId())
        : "%s %s cash=%s"
            .formatted(
                e.side(), Decimal8.format(e.lastQty()), Decimal8.format(e.correction().cash()));
  }
}
