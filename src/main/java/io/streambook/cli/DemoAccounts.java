package io.streambook.cli;

import io.streambook.book.Decimal8;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.ApiKeyTable;
import io.streambook.orderservice.access.MasterKey;
import io.streambook.orderservice.access.Permission;
import io.streambook.risk.RiskLimits;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Accounts for who wants to trade in the demo: the generated orders are of others. */
final class DemoAccounts {
  private static final List<String> NAMES = List.of("DEMO/ALICE", "DEMO/BOB");

  private DemoAccounts() {}

  /** What they may do. */
  static List<RiskLimits> limits() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    return NAMES.stream().map(account -> limits(account, now)).toList();
  }

  private static RiskLimits limits(String account, long timestamp) {
    return new RiskLimits(
        account,
        -1,
        -1,
        false,
        100_000 * Decimal8.ONE,
        10_000_000 * Decimal8.ONE,
        1_000_000 * Decimal8.ONE,
        100_000_000 * Decimal8.ONE,
        100_000_000 * Decimal8.ONE,
        1_000,
        1_000,
        false,
        0,
        "demo",
        timestamp);
  }

  /** A new key for each, which may trade. */
  static List<ApiKey> keys(ApiKeyTable table, MasterKey masterKey) throws SQLException {
    List<ApiKey> keys = new ArrayList<>();
    for (String account : NAMES) {
      keys.add(table.create(masterKey, account, EnumSet.allOf(Permission.class), "demo"));
    }
    return keys;
  }
}
