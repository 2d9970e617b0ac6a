package io.streambook.risk;

import java.util.ArrayList;
import java.util.List;

/** Executions that came before their order was accepted here. */
final class ParkedOrder extends Changed.Row {
  final String account;
  final String orderId;
  final int since;
  final List<AccountRow.Feedback> executions;
  private boolean gone;

  ParkedOrder(String account, String orderId, int since, List<AccountRow.Feedback> executions) {
    this.account = account;
    this.orderId = orderId;
    this.since = since;
    this.executions = new ArrayList<>(executions);
  }

  void forget() {
    gone = true;
  }

  @Override
  void save(AccountRow.Sink sink) throws Exception {
    if (gone) {
      sink.removeParked(account, orderId);
    } else {
      sink.put(new AccountRow.Parked(account, orderId, since, List.copyOf(executions)));
    }
  }
}
