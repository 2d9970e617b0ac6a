package io.streambook.risk;

import java.util.Map;
import java.util.TreeMap;

/** Rows of an account stage as a backend keeps them. */
final class StoredRows implements AccountRow.Sink {
  private final Map<String, AccountRow> rows = new TreeMap<>();

  @Override
  public void put(AccountRow row) {
    rows.put(key(row), row);
  }

  private static String key(AccountRow row) {
    if (row instanceof AccountRow.Holding holding) {
      return "holding " + row.account() + " " + holding.symbol();
    } else if (row instanceof AccountRow.Id id) {
      return "id " + row.account() + " " + id.id();
    } else if (row instanceof AccountRow.Parked parked) {
      return "parked " + row.account() + " " + parked.orderId();
    }
    return "account " + row.account();
  }

  @Override
  public void removeId(String account, String id) {
    rows.remove("id " + account + " " + id);
  }

  @Override
  public void removeParked(String account, String orderId) {
    rows.remove("parked " + account + " " + orderId);
  }

  Map<String, AccountRow> rows() {
    return rows;
  }

  AccountControls load() {
    AccountControls controls = new AccountControls();
    // Sorted: account, holding, id, parked.
    rows.values().forEach(controls::restore);
    return controls;
  }
}
