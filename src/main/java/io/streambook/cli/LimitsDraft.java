package io.streambook.cli;

import io.streambook.risk.RiskLimits;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Limits about to be set; begin as none, or as what is set. */
final class LimitsDraft {
  final String account;
  long maxOrderQty = RiskLimits.NO_LIMIT;
  long maxNotional = RiskLimits.NO_LIMIT;
  long maxPosition = RiskLimits.NO_LIMIT;
  long maxGrossExposure = RiskLimits.NO_LIMIT;
  long creditLimit = RiskLimits.NO_LIMIT;
  int maxOpenOrders = Integer.MAX_VALUE;
  int maxOrdersPerSecond = Integer.MAX_VALUE;
  boolean killed;
  long killGeneration;

  LimitsDraft(String account) {
    this.account = account;
  }

  LimitsDraft(RiskLimits set) {
    account = set.account();
    maxOrderQty = set.maxOrderQty();
    maxNotional = set.maxNotional();
    maxPosition = set.maxPosition();
    maxGrossExposure = set.maxGrossExposure();
    creditLimit = set.creditLimit();
    maxOpenOrders = set.maxOpenOrders();
    maxOrdersPerSecond = set.maxOrdersPerSecond();
    killed = set.killed();
    killGeneration = set.killGeneration();
  }

  RiskLimits build(String operator) {
    return new RiskLimits(
        account,
        -1,
        -1,
        false,
        maxOrderQty,
        maxNotional,
        maxPosition,
        maxGrossExposure,
        creditLimit,
        maxOpenOrders,
        maxOrdersPerSecond,
        killed,
        killGeneration,
        operator,
        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
  }
}
