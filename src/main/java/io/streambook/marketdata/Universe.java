package io.streambook.marketdata;

import io.streambook.book.Decimal8;
import io.streambook.book.Phase;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The instruments and accounts of a generated market: the same for the same seed and number of
 * symbols. Beside those that trade there are one restricted and one halted instrument, and one
 * account for each limit that an {@link OrderFlow} breaks.
 *
 * @param instruments those that trade
 * @param restricted takes no orders
 * @param halted takes cancels only
 * @param traders accounts with wide limits
 * @param limited accounts that a single limit holds back
 */
public record Universe(
    List<Instrument> instruments,
    Instrument restricted,
    Instrument halted,
    List<RiskLimits> traders,
    List<RiskLimits> limited) {
  public static final int MAX_SYMBOLS = 10_000;

  private static final String[] NAMES = {
    "ALDR", "BRYN", "CYGN", "DRAY", "ELMS", "FJRD", "GLEN", "HOLT", "IVEX", "JUNO", "KELP", "LARC",
    "MOOR", "NARW", "OSPR", "PIKE", "QUIL", "RAVN", "SABL", "TARN", "UMBR", "VIXN", "WREN", "YEWT"
  };
  private static final String[] TRADERS = {
    "NORTHGATE/MM1", "NORTHGATE/MM2", "HARBOUR/MM1", "HARBOUR/ARB", "MERIDIAN/FUND1",
    "MERIDIAN/FUND2", "CASCADE/RETAIL", "CASCADE/DESK", "ORCHARD/ALGO1", "ORCHARD/ALGO2",
    "SUMMIT/PROP", "LANTERN/PROP"
  };
  private static final String OPERATOR = "universe";

  /**
   * Generates it.
   *
   * @param symbols how many instruments trade, 1 to {@link #MAX_SYMBOLS}
   * @param tradingDay of all instruments, in days since 1970
   * @param timestamp of all records, in microseconds since 1970
   */
  public static Universe generate(long seed, int symbols, int tradingDay, long timestamp) {
    if (symbols < 1 || symbols > MAX_SYMBOLS) {
      throw new IllegalArgumentException(
          "number of symbols " + symbols + " is not in 1 to " + MAX_SYMBOLS);
    }
    List<Instrument> instruments = new ArrayList<>();
    for (int i = 0; i < symbols; i++) {
      // A generator of its own for each: a larger universe holds the smaller one.
      SplittableRandom random = new SplittableRandom(seed * 1_000_003L + i);
      instruments.add(instrument(name(i), random, Phase.CONTINUOUS, false, tradingDay, timestamp));
    }
    SplittableRandom random = new SplittableRandom(seed);
    return new Universe(
        List.copyOf(instruments),
        instrument("RSTD", random, Phase.CONTINUOUS, true, tradingDay, timestamp),
        instrument("HLTD", random, Phase.HALTED, false, tradingDay, timestamp),
        traders(timestamp),
        limited(timestamp));
  }

  /** As set now. */
  public static Universe today(long seed, int symbols) {
    return generate(seed, symbols, today(), Feed.nowMicros());
  }

  static int today() {
    return (int) LocalDate.now(ZoneOffset.UTC).toEpochDay();
  }

  /** All instruments, those that don't trade included. */
  public List<Instrument> allInstruments() {
    List<Instrument> all = new ArrayList<>(instruments);
    all.add(restricted);
    all.add(halted);
    return all;
  }

  /** The limits of all accounts. */
  public List<RiskLimits> allLimits() {
    List<RiskLimits> all = new ArrayList<>(traders);
    all.addAll(limited);
    return all;
  }

  /** The same accounts over these instruments. */
  public Universe over(List<Instrument> others) {
    return new Universe(List.copyOf(others), restricted, halted, traders, limited);
  }

  private static String name(int index) {
    return index < NAMES.length ? NAMES[index] : String.format(Locale.ROOT, "SYM%04d", index + 1);
  }

  private static Instrument instrument(
      String symbol,
      SplittableRandom random,
      Phase phase,
      boolean restricted,
      int tradingDay,
      long timestamp) {
    long tick = random.nextInt(4) == 0 ? Decimal8.parse("0.05") : Decimal8.parse("0.01");
    long price = random.nextLong(1_000, 8_000) * Decimal8.parse("0.05");
    long lot = (random.nextInt(3) == 0 ? 10 : 1) * Decimal8.ONE;
    return new Instrument(
        symbol,
        -1,
        -1,
        false,
        tick,
        lot,
        2 * lot,
        5_000 * lot,
        random.nextInt(5) == 0 ? "EUR" : "USD",
        phase,
        tradingDay,
        restricted,
        500,
        price - price / 20,
        price + price / 20,
        price,
        10_000,
        timestamp,
        OPERATOR);
  }

  private static List<RiskLimits> traders(long timestamp) {
    List<RiskLimits> limits = new ArrayList<>();
    for (String account : TRADERS) {
      limits.add(wide(account, timestamp));
    }
    return List.copyOf(limits);
  }

  /** One account for each limit, everything else as wide as with the traders. */
  private static List<RiskLimits> limited(long timestamp) {
    long none = RiskLimits.NO_LIMIT;
    int many = Integer.MAX_VALUE;
    long value = 50_000 * Decimal8.ONE;
    return List.of(
        limits("CLIP/SIZE", 20 * Decimal8.ONE, none, none, none, none, many, many, timestamp),
        limits("CLIP/VALUE", none, value / 50, none, none, none, many, many, timestamp),
        limits("CLIP/POSITION", none, none, 300 * Decimal8.ONE, none, none, many, many, timestamp),
        limits("CLIP/EXPOSURE", none, none, none, value, none, many, many, timestamp),
        limits("CLIP/CREDIT", none, none, none, none, value, many, many, timestamp),
        limits("CLIP/ORDERS", none, none, none, none, none, 10, many, timestamp),
        limits("CLIP/RATE", none, none, none, none, none, many, 1, timestamp),
        killed("CLIP/KILLED", timestamp));
  }

  /** An account that only the size of its orders limits, at 10⁶ units and 10⁸ of value. */
  static RiskLimits wide(String account, long timestamp) {
    long none = RiskLimits.NO_LIMIT;
    int many = Integer.MAX_VALUE;
    long qty = 1_000_000 * Decimal8.ONE;
    return limits(account, qty, 100 * qty, none, none, none, many, many, timestamp);
  }

  private static RiskLimits limits(
      String account,
      long maxOrderQty,
      long maxNotional,
      long maxPosition,
      long maxGrossExposure,
      long creditLimit,
      int maxOpenOrders,
      int maxOrdersPerSecond,
      long timestamp) {
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
        false,
        0,
        OPERATOR,
        timestamp);
  }

  private static RiskLimits killed(String account, long timestamp) {
    long none = RiskLimits.NO_LIMIT;
    int many = Integer.MAX_VALUE;
    return new RiskLimits(
        account, -1, -1, false, none, none, none, none, none, many, many, true, 1, OPERATOR,
        timestamp);
  }
}
