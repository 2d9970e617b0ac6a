package io.streambook.risk;

import io.streambook.book.SymbolCommand;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks an account, or with the account of its name a firm, and cancels what works there. A latch:
 * only a record that names its generation and an operator lifts it.
 */
final class KillSwitch {
  private final Account account;
  private final Firm firm;
  private final Changed changed;
  private KillState state = KillState.ACTIVE;
  private long generation;

  KillSwitch(Account account, Firm firm, Changed changed) {
    this.account = account;
    this.firm = firm;
    this.changed = changed;
  }

  KillState state() {
    return state;
  }

  long generation() {
    return generation;
  }

  boolean isOn() {
    return state != KillState.ACTIVE;
  }

  void restore(KillState stored, long storedGeneration) {
    state = stored;
    generation = storedGeneration;
  }

  /** Working orders that it has to cancel: a firm's those of all its accounts. */
  int orders() {
    return account.isFirm() ? firm.openOrders() : account.openOrders();
  }

  /** Answers what has to be cancelled. */
  List<SymbolCommand.KillCancel> turnOn(RiskLimits cause, long now) {
    generation = isOn() ? Math.max(generation, cause.killGeneration()) : cause.killGeneration();
    state = orders() == 0 ? KillState.KILLED : KillState.KILLING;
    account.events().tell(RiskEvent.Kind.KILLED, told(generation, cause), now);
    List<SymbolCommand.KillCancel> cancels = new ArrayList<>();
    for (Account each : account.isFirm() ? firm.accounts() : List.of(account)) {
      cancelAll(each, cause, now, cancels);
    }
    return cancels;
  }

  private static void cancelAll(
      Account account, RiskLimits cause, long now, List<SymbolCommand.KillCancel> cancels) {
    for (Holding holding : account.holdings().bySymbol()) {
      if (holding.sums.openOrders() > 0) {
        cancels.add(
            new SymbolCommand.KillCancel(
                holding.symbol,
                holding.accepted,
                cause.partition(),
                cause.offset(),
                now,
                holding.tradingDay(),
                account.name()));
      }
    }
  }

  /** One of the orders has ended. */
  void orderEnded() {
    if (state == KillState.KILLING && orders() == 0) {
      state = KillState.KILLED;
      changed.add(account);
    }
  }

  /** Does nothing unless the record names this generation. */
  void lift(RiskLimits record, long now) {
    if (!record.killed() && isOn() && record.killGeneration() == generation) {
      state = KillState.ACTIVE;
      account.events().tell(RiskEvent.Kind.KILL_LIFTED, told(generation, record), now);
    }
  }

  /** What an operator does to a latch. */
  static String told(long generation, RiskLimits record) {
    return "generation=" + generation + ", operator=" + record.operator();
  }
}
