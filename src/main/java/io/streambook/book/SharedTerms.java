package io.streambook.book;

import java.util.EnumMap;
import java.util.Map;

/**
 * Gives orders that say the same as one before them the same {@link OrderTerms}. Remembers the last
 * of each side and time in force: no allocation while the flow says nothing new.
 */
final class SharedTerms {
  private final Map<TimeInForce, OrderTerms> buys = new EnumMap<>(TimeInForce.class);
  private final Map<TimeInForce, OrderTerms> others = new EnumMap<>(TimeInForce.class);

  OrderTerms of(
      Side side,
      OrderType orderType,
      TimeInForce timeInForce,
      Conditions conditions,
      String currency) {
    Map<TimeInForce, OrderTerms> last = side == Side.BUY ? buys : others;
    OrderTerms terms = last.get(timeInForce);
    if (terms == null || !terms.say(side, orderType, timeInForce, conditions, currency)) {
      terms = new OrderTerms(side, orderType, timeInForce, conditions, currency);
      last.put(timeInForce, terms);
    }
    return terms;
  }
}
