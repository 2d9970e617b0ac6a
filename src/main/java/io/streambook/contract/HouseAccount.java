package io.streambook.contract;

import io.streambook.book.Decimal8;
import io.streambook.risk.RiskLimits;

/** The account of a sender that names none: every order of contract version 1. */
public final class HouseAccount {
  public static final String NAME = "HOUSE";

  private HouseAccount() {}

  /**
   * The limits it starts with.
   *
   * @param timestamp in microseconds since 1970
   */
  public static RiskLimits limits(long timestamp) {
    return new RiskLimits(
        NAME,
        -1,
        -1,
        false,
        100_000 * Decimal8.ONE,
        10_000_000 * Decimal8.ONE,
        1_000_000 * Decimal8.ONE,
        1_000_000_000 * Decimal8.ONE,
        1_000_000_000 * Decimal8.ONE,
        10_000,
        1_000,
        false,
        0,
        "topics create",
        timestamp);
  }
}
