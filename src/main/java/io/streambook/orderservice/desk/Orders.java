package io.streambook.orderservice.desk;

import io.streambook.book.Execution;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The orders of all accounts, as the topic {@code executions} tells them. Of what has ended, each
 * account keeps a bounded number, and all of them together do; beyond that the account that adds
 * gives up its oldest. One thread applies, any may read.
 */
public final class Orders {
  static final int KEPT_PER_ACCOUNT = 10_000;
  static final int KEPT = 1_000_000;

  private final Map<String, AccountOrders> accounts = new ConcurrentHashMap<>();
  private final int keptPerAccount;
  private final int keptMax;
  private int kept;

  Orders() {
    this(KEPT_PER_ACCOUNT, KEPT);
  }

  Orders(int keptPerAccount, int keptMax) {
    this.keptPerAccount = keptPerAccount;
    this.keptMax = keptMax;
  }

  /** Takes the next execution; gives its order, or null when it is about none that is known. */
  OrderView apply(Execution execution) {
    AccountOrders account = of(execution.account());
    int before = account.kept();
    OrderView order = account.apply(execution);
    kept += account.kept() - before;
    if (account.kept() > keptPerAccount) {
      kept -= account.forget(keptPerAccount / 2);
    }
    if (kept > keptMax) {
      kept -= account.forget(account.kept() / 4);
    }
    return order;
  }

  /** Of this account, which may have none. */
  public AccountOrders of(String account) {
    return accounts.computeIfAbsent(account, name -> new AccountOrders());
  }
}
