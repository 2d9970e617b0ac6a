package io.streambook.job;

import io.streambook.book.Action;
import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Orders as a gateway would send them. */
final class TestOrders {
  static final List<String> SYMBOLS = List.of("ALFA", "BRAVO", "CHARLIE");
  static final List<String> ACCOUNTS = List.of("NORTH/1", "NORTH/2", "SOUTH/1", "EAST");

  private TestOrders() {}

  static OrderCommand limit(
      String symbol, String account, String id, Side side, String qty, String price) {
    return limit(symbol, account, id, side, qty, price, TimeInForce.GTC);
  }

  static OrderCommand limit(
      String symbol,
      String account,
      String id,
      Side side,
      String qty,
      String price,
      TimeInForce timeInForce) {
    return command(
        symbol, account, id, "", Action.NEW, side, timeInForce, Decimal8.parse(qty), price);
  }

  static OrderCommand cancel(OrderCommand order, String id) {
    return command(
        order.symbol(),
        order.account(),
        id,
        order.orderId(),
        Action.CANCEL,
        order.side(),
        order.timeInForce(),
        0,
        null);
  }

  /** Cancels the order that this was told of. */
  static OrderCommand cancel(Execution of, String id) {
    return command(
        of.symbol(),
        of.account(),
        id,
        of.orderId(),
        Action.CANCEL,
        of.side(),
        of.timeInForce(),
        0,
        null);
  }

  /** The same with another type and conditions. */
  static OrderCommand with(OrderCommand order, OrderType orderType, Conditions conditions) {
    return new OrderCommand(
        order.partition(),
        order.offset(),
        order.symbol(),
        order.account(),
        order.orderId(),
        order.origOrderId(),
        order.action(),
        order.side(),
        orderType,
        order.timeInForce(),
        order.qty(),
        order.price(),
        conditions,
        order.timestamp(),
        order.validUntil(),
        order.defect());
  }

  static OrderCommand replace(OrderCommand order, String id, long qty, String price) {
    return command(
        order.symbol(),
        order.account(),
        id,
        order.orderId(),
        Action.REPLACE,
        order.side(),
        order.timeInForce(),
        qty,
        price);
  }

  /**
   * A seeded flow over all symbols and accounts: new orders around 100, one in five a cancel or
   * replace of an earlier one, whether it still works or not.
   */
  static List<OrderCommand> flow(long seed, int count) {
    Random random = new Random(seed);
    List<OrderCommand> all = new ArrayList<>();
    List<OrderCommand> news = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = "o" + i;
      String price = "%d.%02d".formatted(98 + random.nextInt(4), random.nextInt(10) * 10);
      long qty = (1 + random.nextInt(50)) * Decimal8.ONE;
      OrderCommand target = news.isEmpty() ? null : news.get(random.nextInt(news.size()));
      int kind = target == null ? 9 : random.nextInt(10);
      if (kind == 0) {
        all.add(cancel(target, id));
      } else if (kind == 1) {
        all.add(replace(target, id, qty, price));
      } else {
        OrderCommand order =
            command(
                pick(SYMBOLS, random),
                pick(ACCOUNTS, random),
                id,
                "",
                Action.NEW,
                random.nextBoolean() ? Side.BUY : Side.SELL,
                pick(
                    List.of(
                        TimeInForce.GTC,
                        TimeInForce.GTC,
                        TimeInForce.DAY,
                        TimeInForce.IOC,
                        TimeInForce.FOK),
                    random),
                qty,
                price);
        news.add(order);
        all.add(order);
      }
    }
    return all;
  }

  private static <T> T pick(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  private static OrderCommand command(
      String symbol,
      String account,
      String id,
      String origId,
      Action action,
      Side side,
      TimeInForce timeInForce,
      long qty,
      String price) {
    return new OrderCommand(
        -1,
        -1,
        symbol,
        account,
        id,
        origId,
        action,
        side,
        OrderType.LIMIT,
        timeInForce,
        qty,
        price == null ? Decimal8.NONE : Decimal8.parse(price),
        TestVenue.nowMicros(),
        null);
  }
}
