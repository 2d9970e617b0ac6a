package io.streambook.risk;

import io.streambook.book.Action;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.OrderCommand;
import io.streambook.book.Reason;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Verdict;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The second stage of risk, for all accounts of one firm: judges what limits, credit, ids and kill
 * switch can tell. An accepted order reserves its worst case at once; executions convert and
 * release it. All amounts are in 10⁻⁸.
 *
 * <p>Nothing here reads a clock; time comes in, in microseconds since 1970. Not thread safe.
 */
public final class AccountControls {
  /** Who may at all, whatever the limits. In this order; the first that fails counts. */
  private static final List<AccountControl> OF_ACCOUNTS =
      List.of(LimitControls::knownAccount, LimitControls::killSwitch, LimitControls::duplicate);

  private final Changed changed = new Changed();
  private final Object2ObjectOpenHashMap<String, Account> accounts =
      new Object2ObjectOpenHashMap<>();
  private final Map<String, Firm> firms = new HashMap<>();
  private final List<RiskEvent> events = new ArrayList<>();

  /** FIRM of FIRM/NAME; without a slash the firm is the account itself. */
  public static String firm(String account) {
    int slash = account.indexOf('/');
    return slash < 0 ? account : account.substring(0, slash);
  }

  /**
   * Judges an order that the first stage let pass, and reserves for it when it is accepted. Cancels
   * pass. One that was refused before keeps its verdict, and its id is taken all the same. A
   * replace of an order that does not work here passes without a reservation: the book refuses it.
   */
  public Judged judge(Judged judged) {
    OrderCommand order = judged.order();
    Account account = accounts.get(order.account());
    if (order.action() == Action.CANCEL && account != null) {
      return knowsTarget(account, order) ? judged.withKnownTarget() : judged;
    }
    if (order.action() == Action.ADJUST && judged.verdict().accepted()) {
      return account == null ? judged.with(unknown(order)) : account.judgeAdjustment(judged);
    }
    if (order.action() != Action.NEW && order.action() != Action.REPLACE) {
      return judged;
    }
    if (account == null) {
      return judged.verdict().accepted() ? judged.with(unknown(order)) : judged;
    }
    account.day(judged.tradingDay());
    account.day(order.symbol(), judged.tradingDay());
    account.records().enforceDue(judged.time());
    Account firm = account.firmAccount();
    if (firm != null) {
      firm.records().enforceDue(judged.time());
    }
    Judged decided =
        judged.verdict().accepted() ? judge(judged, Proposal.of(account, judged)) : judged;
    if (!decided.verdict().accepted() && CommandControls.validId(order.orderId())) {
      account.remember(order, null);
    }
    return order.action() == Action.REPLACE && knowsTarget(account, order)
        ? decided.withKnownTarget()
        : decided;
  }

  /** So that the book, which forgets, can say that a cancel or replace is too late. */
  private static boolean knowsTarget(Account account, OrderCommand order) {
    KnownId target = account.known(order.origOrderId());
    return target != null && target.accepted();
  }

  /**
   * Takes an order with the verdict that the log has of it, whatever this state would say: its
   * reservation and its id. One that is known already changes nothing.
   */
  public void replay(Judged judged) {
    OrderCommand order = judged.order();
    boolean accepted = judged.verdict().accepted();
    if (order.action() == Action.ADJUST && accepted) {
      account(order.account()).remember(order, null);
      return;
    }
    if ((order.action() != Action.NEW && order.action() != Action.REPLACE)
        || !CommandControls.validId(order.orderId())
        || (!accepted && judged.verdict().reason() == Reason.UNKNOWN_ACCOUNT)) {
      return;
    }
    Account account = account(order.account());
    account.day(judged.tradingDay());
    KnownId known = account.known(order.orderId());
    if (known != null && (!accepted || known.working() != null || known.isOf(order))) {
      return;
    }
    // Entries of different symbols come in another order than they were judged in: the duplicate
    // of this one came first.
    account.free(known);
    if (accepted) {
      account.countOrder(judged.time());
      account.accept(Proposal.of(account, judged));
    } else {
      account.remember(order, null);
    }
  }

  private static Verdict unknown(OrderCommand order) {
    return Verdict.reject(Reason.UNKNOWN_ACCOUNT, "account=" + order.account());
  }

  private static Judged judge(Judged judged, Proposal proposal) {
    Verdict failed = firstFailure(proposal);
    if (failed != null) {
      return judged.with(failed);
    }
    proposal.account.accept(proposal);
    proposal.tellUses();
    return judged;
  }

  /** The limits of the account, then those of its firm: so the strictest decides. */
  private static Verdict firstFailure(Proposal proposal) {
    for (int i = 0; i < OF_ACCOUNTS.size(); i++) {
      Verdict failed = OF_ACCOUNTS.get(i).check(proposal);
      if (failed != null) {
        return failed;
      }
    }
    Account account = proposal.account;
    Scope own = account.own();
    Scope firm = account.ofFirm();
    Verdict failed = firstFailure(own.ofCommands(), proposal, own);
    if (failed == null && firm != null) {
      failed = firstFailure(firm.ofCommands(), proposal, firm);
    }
    if (failed != null) {
      return failed;
    }
    account.countOrder(proposal.judged.time());
    if (proposal.isForeign()) {
      return null;
    }
    failed = firstFailure(own.ofSizes(), proposal, own);
    if (failed == null && firm != null) {
      failed = firstFailure(firm.ofSizes(), proposal, firm);
    }
    return failed;
  }

  private static Verdict firstFailure(List<LimitControl> controls, Proposal proposal, Scope scope) {
    for (int i = 0; i < controls.size(); i++) {
      Verdict failed = controls.get(i).check(proposal, scope);
      if (failed != null) {
        return failed;
      }
    }
    return null;
  }

  /**
   * Takes an execution. Those of a symbol come in the order of its log; one that was seen before
   * changes nothing, one whose order was not accepted here yet waits for it.
   */
  public void apply(Execution execution) {
    if (accounts.containsKey(execution.account()) || Booking.isBooked(execution)) {
      account(execution.account()).booking().apply(execution);
    }
  }

  /**
   * Takes an execution while entries of the log are still to be {@link #replay replayed}. So a
   * refusal may be the book's, of an order that the log has as accepted: its end must be known, or
   * it would reserve for ever.
   */
  public void applyInTail(Execution execution) {
    if (Booking.mayEndAcceptedOrder(execution)) {
      account(execution.account()).booking().keep(execution);
    }
    apply(execution);
  }

  /**
   * Takes limits and kill switch; an older record changes nothing. A latch is lifted only by a
   * record that names its generation and an operator.
   *
   * @return for each symbol where orders of the account work, the command that cancels them
   */
  public List<SymbolCommand.KillCancel> apply(RiskLimits limits, long now) {
    return account(limits.account()).records().apply(limits, now);
  }

  /**
   * Takes the records of accounts that were written while nobody read them, per account in order.
   * Of several kills the last one counts, and none that was lifted since.
   */
  public List<SymbolCommand.KillCancel> applyAtStart(List<RiskLimits> records, long now) {
    Map<String, List<SymbolCommand.KillCancel>> last = new LinkedHashMap<>();
    for (RiskLimits record : records) {
      List<SymbolCommand.KillCancel> cancels = apply(record, now);
      if (!cancels.isEmpty()) {
        last.put(record.account(), cancels);
      } else if (!account(record.account()).killSwitch().isOn()) {
        last.remove(record.account());
      }
    }
    return last.values().stream().flatMap(List::stream).toList();
  }

  /** Whether the kill switch of an account is on. */
  public boolean isKilled(String account) {
    Account known = accounts.get(account);
    return known != null && known.killSwitch().isOn();
  }

  /** What is known of an account, or null. */
  public AccountSnapshot snapshot(String account, long now) {
    Account known = accounts.get(account);
    return known == null ? null : known.snapshot(now);
  }

  /** The firm whose limits bound this account too; null when there are none. */
  public String limitingFirm(String account) {
    Account known = accounts.get(account);
    return known == null || known.isFirm() || known.firmAccount() == null
        ? null
        : known.firmAccount().name();
  }

  /** Hands out what happened since the last call that a person should hear of. */
  public void takeEvents(Consumer<RiskEvent> to) {
    if (!events.isEmpty()) {
      events.forEach(to);
      events.clear();
    }
  }

  private Account account(String name) {
    Account known = accounts.get(name);
    if (known != null) {
      return known;
    }
    Firm firm = firms.computeIfAbsent(firm(name), Firm::new);
    Account account = new Account(name, firm, changed, events::add);
    accounts.put(name, account);
    firm.add(account);
    return account;
  }

  /** How many rows have changed and were not handed out since. */
  public int unsaved() {
    return changed.size();
  }

  /** Hands out up to so many rows that changed, longest waiting first. */
  public void saveChanges(AccountRow.Sink sink, int max) throws Exception {
    changed.save(sink, max);
  }

  /**
   * Puts back a row that {@link #saveChanges} handed out, before anything else. Holdings come
   * before ids.
   */
  public void restore(AccountRow row) {
    Account account = account(row.account());
    if (row instanceof AccountRow.Header header) {
      account.restore(header);
    } else if (row instanceof AccountRow.Holding holding) {
      account.restore(holding);
    } else if (row instanceof AccountRow.Id id) {
      account.restore(id);
    } else if (row instanceof AccountRow.Parked parked) {
      account.restore(parked);
    }
  }
}
