package io.streambook.orderservice.rest;

import io.streambook.book.Conditions;
import io.streambook.book.OrderType;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.TimeInForce;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Order types and modes by the names that clients use.
 *
 * @param type the venue's
 * @param postOnly whether it must not take
 * @param hasPrice whether it has a limit
 * @param hasStop whether it has a trigger
 * @param hasTimeInForce whether its sender must say how long it is good
 */
public record ClientTypes(
    OrderType type, boolean postOnly, boolean hasPrice, boolean hasStop, boolean hasTimeInForce) {
  private static final Map<String, ClientTypes> BY_NAME =
      Map.of(
          "LIMIT", new ClientTypes(OrderType.LIMIT, false, true, false, true),
          "MARKET", new ClientTypes(OrderType.MARKET, false, false, false, false),
          "LIMIT_MAKER", new ClientTypes(OrderType.LIMIT, true, true, false, false),
          "STOP_LOSS", new ClientTypes(OrderType.STOP, false, false, true, false),
          "STOP_LOSS_LIMIT", new ClientTypes(OrderType.STOP_LIMIT, false, true, true, true));

  /** Known, but not to this venue. */
  private static final List<String> FOREIGN = List.of("TAKE_PROFIT", "TAKE_PROFIT_LIMIT");

  private static final Map<String, TimeInForce> TIMES =
      Arrays.stream(TimeInForce.values())
          .filter(time -> time != TimeInForce.UNKNOWN)
          .collect(Collectors.toMap(TimeInForce::name, time -> time));

  private static final Map<String, SelfTradePrevention> STP_MODES =
      Map.of(
          "NONE", SelfTradePrevention.NONE,
          "EXPIRE_TAKER", SelfTradePrevention.CANCEL_NEWEST,
          "EXPIRE_MAKER", SelfTradePrevention.CANCEL_OLDEST,
          "EXPIRE_BOTH", SelfTradePrevention.CANCEL_BOTH,
          "DECREMENT", SelfTradePrevention.DECREMENT);

  /** The type of this name. */
  static ClientTypes of(String name) {
    if (FOREIGN.contains(name)) {
      throw ApiError.of(-1014, "Unsupported order combination.");
    }
    ClientTypes known = BY_NAME.get(name);
    if (known == null) {
      throw ApiError.of(-1116, "Invalid orderType.");
    }
    return known;
  }

  /** All types that the venue takes. */
  static List<String> names() {
    return BY_NAME.keySet().stream().sorted().toList();
  }

  /** All modes of self-trade prevention. */
  static List<String> stpModes() {
    return STP_MODES.keySet().stream().sorted().toList();
  }

  /** The name of a type. */
  public static String type(OrderType type, Conditions conditions) {
    return switch (type) {
      case LIMIT -> conditions.postOnly() ? "LIMIT_MAKER" : "LIMIT";
      case STOP -> "STOP_LOSS";
      case STOP_LIMIT -> "STOP_LOSS_LIMIT";
      case MARKET, UNKNOWN -> type.name();
    };
  }

  /** Of this name; null when the venue has none such. */
  static TimeInForce timeInForce(String name) {
    return TIMES.get(name);
  }

  /** Whether an order waits for an auction and trades nowhere else. */
  static boolean isForAuction(TimeInForce timeInForce) {
    return timeInForce == TimeInForce.AT_THE_OPEN || timeInForce == TimeInForce.AT_THE_CLOSE;
  }

  /** How long an order is good when its sender does not say. */
  static TimeInForce timeInForce() {
    return TimeInForce.GTC;
  }

  /** The mode of this name, or null. */
  static SelfTradePrevention stpMode(String name) {
    return STP_MODES.get(name);
  }

  /** The name of an order's mode. */
  public static String stpMode(Conditions conditions) {
    return STP_MODES.entrySet().stream()
        .filter(mode -> mode.getValue() == conditions.selfTradePrevention())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("NONE");
  }
}
