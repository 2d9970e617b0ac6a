package io.streambook.orderservice.fix;

import io.streambook.book.ExecType;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import java.util.Map;

/** FIX 4.4's characters for what the venue knows. */
final class Codes {
  static final char PENDING_NEW = 'A';
  static final char PENDING_CANCEL = '6';
  static final char PENDING_REPLACE = 'E';
  static final char ORDER_STATUS = 'I';

  private static final Map<Character, OrderType> ORDER_TYPES =
      Map.of(
          '1', OrderType.MARKET,
          '2', OrderType.LIMIT,
          '3', OrderType.STOP,
          '4', OrderType.STOP_LIMIT);
  private static final Map<Character, TimeInForce> TIMES_IN_FORCE =
      Map.of(
          '0', TimeInForce.DAY,
          '1', TimeInForce.GTC,
          '2', TimeInForce.AT_THE_OPEN,
          '3', TimeInForce.IOC,
          '4', TimeInForce.FOK,
          '6', TimeInForce.GTD,
          '7', TimeInForce.AT_THE_CLOSE);

  private Codes() {}

  static Side side(char code) throws Refusal {
    return switch (code) {
      case '1' -> Side.BUY;
      case '2' -> Side.SELL;
      default -> throw new Refusal(11, "Side (54) must be 1 or 2");
    };
  }

  static char of(Side side) {
    return side == Side.SELL ? '2' : '1';
  }

  static OrderType orderType(char code) throws Refusal {
    OrderType type = ORDER_TYPES.get(code);
    if (type == null) {
      throw new Refusal(11, "OrdType (40) must be 1, 2, 3 or 4");
    }
    return type;
  }

  static char of(OrderType type) {
    return code(ORDER_TYPES, type, '2');
  }

  static TimeInForce timeInForce(char code) throws Refusal {
    TimeInForce timeInForce = TIMES_IN_FORCE.get(code);
    if (timeInForce == null) {
      throw new Refusal(11, "TimeInForce (59) must be 0, 1, 2, 3, 4, 6 or 7");
    }
    return timeInForce;
  }

  static char of(TimeInForce timeInForce) {
    return code(TIMES_IN_FORCE, timeInForce, '0');
  }

  private static <T> char code(Map<Character, T> codes, T value, char otherwise) {
    return codes.entrySet().stream()
        .filter(entry -> entry.getValue() == value)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(otherwise);
  }

  static char of(ExecType type) {
    return switch (type) {
      case NEW -> '0';
      case TRADE -> 'F';
      case CANCELED -> '4';
      case REPLACED -> '5';
      case EXPIRED -> 'C';
      case TRIGGERED, RESTATED -> 'D'; // FIX 4.4 has no word of its own for a stop's trigger
      case TRADE_CANCEL -> 'H';
      case REJECTED, CANCEL_REJECT, MASS_CANCEL_REPORT, POSITION_REPORT, UNKNOWN -> '8';
    };
  }

  static char of(OrdStatus status) {
    return switch (status) {
      case NEW -> '0';
      case PARTIALLY_FILLED -> '1';
      case FILLED -> '2';
      case CANCELED -> '4';
      case EXPIRED -> 'C';
      case REJECTED, UNKNOWN -> '8';
    };
  }
}
