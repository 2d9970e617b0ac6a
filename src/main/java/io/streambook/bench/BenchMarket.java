package io.streambook.bench;

import io.streambook.book.Decimal8;
import io.streambook.marketdata.Universe;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Instruments and accounts of the bench.
 *
 * @param limits one record per account, with every limit set, and wide
 */
record BenchMarket(List<Instrument> instruments, List<RiskLimits> limits, long timestamp) {
  static final int ACCOUNTS_PER_FIRM = 10;

  private static final long WIDE = 9_000_000_000L * Decimal8.ONE;
  private static final int MANY = 1_000_000;

  static BenchMarket open(BenchSettings settings) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    int today = (int) LocalDate.now(ZoneOffset.UTC).toEpochDay();
    Universe universe = Universe.generate(settings.seed(), settings.symbols(), today, now);
    List<RiskLimits> limits = new ArrayList<>();
    for (int i = 0; i < settings.accounts(); i++) {
      limits.add(limits(account(i), now));
    }
    return new BenchMarket(universe.instruments(), List.copyOf(limits), now);
  }

  private static String account(int index) {
    return String.format(
        Locale.ROOT,
        "FIRM%03d/DESK%d",
        index / ACCOUNTS_PER_FIRM + 1,
        index % ACCOUNTS_PER_FIRM + 1);
  }

  private static RiskLimits limits(String account, long now) {
    long maxOrderQty = 1_000_000 * Decimal8.ONE;
    return new RiskLimits(
        account,
        -1,
        -1,
        false,
        maxOrderQty,
        WIDE,
        WIDE,
        WIDE,
        WIDE,
        MANY,
        MANY,
        false,
        0,
        "bench",
        now);
  }
}
