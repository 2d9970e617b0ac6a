package io.streambook.risk;

import static io.streambook.book.Verdict.reject;

import io.streambook.book.Decimal8;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.Verdict;

/**
 * What an account may do. A control on a size refuses a replace only when it asks for a larger one,
 * and a control on a sum refuses only what would raise it: who is over a limit that was lowered may
 * still reduce.
 */
final class LimitControls {
  private LimitControls() {}

  /** Without a limits record nothing is allowed; a tombstone leaves replaces that raise nothing. */
  static Verdict knownAccount(Proposal proposal) {
    RiskLimits limits = proposal.account.limits();
    if (limits != null && (!limits.deleted() || !proposal.raises())) {
      return null;
    }
    return reject(Reason.UNKNOWN_ACCOUNT, "account=" + proposal.account.name());
  }

  static Verdict killSwitch(Proposal proposal) {
    Account account = proposal.account;
    return account.killState() == KillState.ACTIVE
        ? null
        : reject(
            Reason.KILL_SWITCH,
            "account=" + account.name() + ", generation=" + account.killGeneration());
  }

  static Verdict duplicate(Proposal proposal) {
    KnownId first = proposal.account.known(proposal.order().orderId());
    return first == null
        ? null
        : reject(
            Reason.DUPLICATE_ORDER,
            "orderId="
                + first.id()
                + ", first partition="
                + first.partition
                + ", offset="
                + first.offset);
  }

  /** Counts what passes; a second begins with the first order after the last one ended. */
  static Verdict orderRate(Proposal proposal) {
    Account account = proposal.account;
    int orders = account.ordersInWindow(proposal.judged.time()) + 1;
    int limit = account.limits().maxOrdersPerSecond();
    if (orders > limit) {
      return reject(Reason.ORDER_RATE, "orders=" + orders + ", limit=" + limit);
    }
    account.countOrder();
    return null;
  }

  static Verdict maxOrderQty(Proposal proposal) {
    long limit = proposal.account.limits().maxOrderQty();
    long qty = proposal.order().qty();
    if (qty <= limit || (proposal.target != null && qty <= proposal.target.qty())) {
      return null;
    }
    return reject(Reason.MAX_ORDER_QTY, "qty=" + text(qty) + ", limit=" + text(limit));
  }

  static Verdict notionalOverflow(Proposal proposal) {
    if (proposal.notional != Notional.OVERFLOW) {
      return null;
    }
    return reject(
        Reason.NOTIONAL_OVERFLOW,
        "qty="
            + text(proposal.order().qty())
            + ", price="
            + text(proposal.reservePrice)
            + ", limit="
            + text(Notional.OVERFLOW));
  }

  static Verdict maxNotional(Proposal proposal) {
    long limit = proposal.account.limits().maxNotional();
    long notional = proposal.notional;
    if (notional <= limit || (proposal.target != null && notional <= proposal.target.notional())) {
      return null;
    }
    return reject(Reason.MAX_NOTIONAL, "notional=" + text(notional) + ", limit=" + text(limit));
  }

  static Verdict maxOpenOrders(Proposal proposal) {
    int orders = proposal.account.openOrders() + 1;
    int limit = proposal.account.limits().maxOpenOrders();
    if (orders <= limit || !proposal.isNew()) {
      return null;
    }
    return reject(Reason.MAX_OPEN_ORDERS, "orders=" + orders + ", limit=" + limit);
  }

  /** Sums of quantities stay within a long; the controls after this one rely on it. */
  static Verdict positionOverflow(Proposal proposal) {
    Holding holding = proposal.holding;
    long worst =
        proposal.side == Side.BUY ? holding.worstLong() : Math.negateExact(holding.worstShort());
    long sum = Math.max(worst, holding.openQty(proposal.side));
    if (sum <= Long.MAX_VALUE - proposal.addedQty) {
      return null;
    }
    return reject(
        Reason.OVERFLOW,
        "qty="
            + text(proposal.addedQty)
            + ", position="
            + text(sum)
            + ", limit="
            + text(Long.MAX_VALUE));
  }

  /** Worst case on the side of the order: the position and all that works there. */
  static Verdict positionLimit(Proposal proposal) {
    long limit = proposal.account.limits().maxPosition();
    boolean buy = proposal.side == Side.BUY;
    long worst = buy ? proposal.worstLong() : proposal.worstShort();
    if ((buy ? worst : -worst) <= limit || proposal.addedQty == 0) {
      return null;
    }
    return reject(Reason.POSITION_LIMIT, "position=" + text(worst) + ", limit=" + text(limit));
  }

  static Verdict grossExposure(Proposal proposal) {
    Holding holding = proposal.holding;
    long worst = Holding.worst(proposal.worstLong(), proposal.worstShort());
    long others = holding.totals().grossWithout(holding.gross());
    long exposure = Notional.plus(others, Notional.of(worst, proposal.mark));
    long limit = proposal.account.limits().maxGrossExposure();
    boolean raised = worst > Holding.worst(holding.worstLong(), holding.worstShort());
    if (exposure <= limit || !raised) {
      return null;
    }
    return reject(Reason.GROSS_EXPOSURE, "exposure=" + text(exposure) + ", limit=" + text(limit));
  }

  static Verdict credit(Proposal proposal) {
    long credit = Notional.plus(proposal.holding.totals().credit(), proposal.addedReserve);
    long limit = proposal.account.limits().creditLimit();
    if (credit <= limit || proposal.addedReserve == 0) {
      return null;
    }
    return reject(Reason.CREDIT_LIMIT, "credit=" + text(credit) + ", limit=" + text(limit));
  }

  private static String text(long value) {
    return Decimal8.format(value);
  }
}
