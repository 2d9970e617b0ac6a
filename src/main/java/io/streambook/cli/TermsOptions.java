package io.streambook.cli;

import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderType;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.TimeInForce;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** What a new order or a replace asks for besides side and quantity. */
final class TermsOptions {
  @Option(
      names = "--price",
      paramLabel = "PRICE",
      converter = AmountConverter.class,
      description = "The limit (default: none, a market order).")
  private Long price;

  @Option(
      names = "--tif",
      paramLabel = "TIF",
      defaultValue = "DAY",
      description =
          "DAY, GTC, GTD, IOC, FOK, AT_THE_OPEN or AT_THE_CLOSE (default: ${DEFAULT-VALUE}).")
  private TimeInForce timeInForce = TimeInForce.DAY;

  @Option(
      names = "--stop",
      paramLabel = "PRICE",
      converter = AmountConverter.class,
      description =
          "Makes it a stop: it waits until a trade reaches this price, then it is a market order,"
              + " or with --price a limit order.")
  private Long stopPx;

  @Option(
      names = "--display",
      paramLabel = "QTY",
      converter = AmountConverter.class,
      description = "Makes it an iceberg that shows so much at a time.")
  private Long displayQty;

  @Option(
      names = "--min-qty",
      paramLabel = "QTY",
      converter = AmountConverter.class,
      description = "An IOC order fills so much at least, or nothing.")
  private Long minQty;

  @Option(names = "--post-only", description = "Refused when it would trade at once.")
  private boolean postOnly;

  @Option(
      names = "--expires",
      paramLabel = "INSTANT",
      description = "When a GTD order ends, such as 2027-01-31T16:00:00Z.")
  private Instant expireTime;

  @Option(
      names = "--stp",
      paramLabel = "MODE",
      defaultValue = "NONE",
      description =
          "What happens instead of a trade with an own order: CANCEL_NEWEST, CANCEL_OLDEST,"
              + " CANCEL_BOTH, DECREMENT, or NONE: they trade (default: ${DEFAULT-VALUE}).")
  private SelfTradePrevention selfTradePrevention = SelfTradePrevention.NONE;

  @Option(
      names = "--stp-group",
      paramLabel = "GROUP",
      defaultValue = "",
      description = "Accounts of the firm that name the same group are one owner (default: none).")
  private String selfTradeGroup = "";

  @Option(
      names = "--valid-for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Refused when it is read later than that (default: never).")
  private Duration validFor;

  OrderType orderType() {
    if (stopPx == null) {
      return price == null ? OrderType.MARKET : OrderType.LIMIT;
    }
    return price == null ? OrderType.STOP : OrderType.STOP_LIMIT;
  }

  TimeInForce timeInForce() {
    return timeInForce;
  }

  long price() {
    return price == null ? Decimal8.NONE : price;
  }

  Conditions conditions() {
    return Conditions.of(
        stopPx == null ? Decimal8.NONE : stopPx,
        displayQty == null ? 0 : displayQty,
        minQty == null ? 0 : minQty,
        postOnly,
        expireTime == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, expireTime),
        selfTradePrevention,
        selfTradeGroup);
  }

  /** In microseconds since 1970; 0 for ever. */
  long validUntil(long nowMicros) {
    return validFor == null ? 0 : nowMicros + validFor.toNanos() / 1_000;
  }
}
