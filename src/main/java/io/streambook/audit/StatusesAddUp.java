package io.streambook.audit;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;

/** Each execution must follow from the one before of the same order. */
final class StatusesAddUp implements Check {
  @Override
  public String rule() {
    return "cumQty, leavesQty and status follow from execution to execution";
  }

  @Override
  public String subject() {
    return "executions";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    for (SymbolTape symbol : tape.symbols()) {
      Long2ObjectMap<Execution> last = new Long2ObjectOpenHashMap<>();
      for (Found<Execution> execution : symbol.executions()) {
        finding.checked();
        Execution value = execution.value();
        String trouble = trouble(last.get(value.venueOrderId()), value);
        if (trouble != null) {
          finding.broken(execution, value.execType() + " of " + value.orderId() + ": " + trouble);
        }
        if (value.changesOrder() && value.execType() != ExecType.REJECTED) {
          last.put(value.venueOrderId(), value);
        }
      }
    }
  }

  private static String trouble(Execution before, Execution now) {
    return switch (now.execType()) {
      case NEW -> {
        if (before != null) {
          yield "a second NEW";
        }
        yield expect(now, 0, now.qty(), OrdStatus.NEW);
      }
      case REJECTED -> expect(now, 0, 0, OrdStatus.REJECTED);
      case CANCEL_REJECT ->
          before == null
              ? expect(now, 0, 0, OrdStatus.REJECTED)
              : expect(now, before.cumQty(), before.leavesQty(), before.ordStatus());
      case MASS_CANCEL_REPORT, TRADE_CANCEL, POSITION_REPORT -> null;
      case TRADE, REPLACED, CANCELED, EXPIRED, TRIGGERED, RESTATED -> {
        if (before == null || before.leavesQty() == 0) {
          yield "the order does not work";
        }
        yield step(before, now);
      }
      case UNKNOWN -> "unknown type";
    };
  }

  private static String step(Execution before, Execution now) {
    long cum = before.cumQty();
    return switch (now.execType()) {
      case TRADE -> {
        if (now.lastQty() <= 0 || now.qty() != before.qty()) {
          yield "lastQty or qty is wrong";
        }
        long filled = cum + now.lastQty();
        yield expect(now, filled, before.qty() - filled, working(filled, before.qty()));
      }
      case TRIGGERED -> expect(now, cum, before.leavesQty(), before.ordStatus());
      case REPLACED, RESTATED -> expect(now, cum, now.qty() - cum, working(cum, now.qty()));
      case CANCELED -> expect(now, cum, 0, OrdStatus.CANCELED);
      default -> expect(now, cum, 0, OrdStatus.EXPIRED);
    };
  }

  private static OrdStatus working(long cum, long qty) {
    if (cum == qty) {
      return OrdStatus.FILLED;
    }
    return cum == 0 ? OrdStatus.NEW : OrdStatus.PARTIALLY_FILLED;
  }

  private static String expect(Execution now, long cum, long leaves, OrdStatus status) {
    if (leaves < 0) {
      return "more is filled than was ordered";
    }
    if (now.cumQty() == cum && now.leavesQty() == leaves && now.ordStatus() == status) {
      return null;
    }
    return String.format(
        "cumQty %d, leavesQty %d, %s instead of %d, %d, %s (in 1e-8)",
        now.cumQty(), now.leavesQty(), now.ordStatus(), cum, leaves, status);
  }
}
