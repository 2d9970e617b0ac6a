package io.streambook.bench;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.WorkingOrder;
import io.streambook.risk.Instrument;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes the orders of one symbol. Prices keep to the instrument's reference price: those that rest
 * lie up to {@link #DEPTH} ticks away from it, those that cross go beyond all of these and stay far
 * within the collar.
 */
final class OrderDesk {
  private static final int DEPTH = 20;
  private static final int LOTS_MAX = 20;

  private final Instrument instrument;
  private final List<String> accounts;
  private final long timestamp;
  private final SplittableRandom random;
  private final OrderIds ids;

  OrderDesk(
      Instrument instrument,
      List<String> accounts,
      long timestamp,
      SplittableRandom random,
      OrderIds ids) {
    this.instrument = instrument;
    this.accounts = accounts;
    this.timestamp = timestamp;
    this.random = random;
    this.ids = ids;
  }

  Instrument instrument() {
    return instrument;
  }

  OrderCommand resting() {
    Side side = side();
    return order(side, OrderType.LIMIT, TimeInForce.GTC, qty(), price(side, -ticks()));
  }

  OrderCommand crossing() {
    Side side = side();
    return switch (random.nextInt(6)) {
      case 0 -> order(side, OrderType.MARKET, TimeInForce.DAY, qty(), Decimal8.NONE);
      case 1, 2 -> order(side, OrderType.LIMIT, TimeInForce.DAY, qty(), price(side, DEPTH + 1));
      default -> order(side, OrderType.LIMIT, TimeInForce.IOC, qty(), price(side, DEPTH + 1));
    };
  }

  /** One that takes one lot's worth from this side's opposite. */
  OrderCommand crossing(Side side) {
    return order(
        side, OrderType.LIMIT, TimeInForce.IOC, instrument.minQty(), price(side, DEPTH + 1));
  }

  /** One that the instrument's rules refuse. */
  OrderCommand broken() {
    Side side = side();
    long price = price(side, -ticks());
    return random.nextBoolean()
        ? order(side, OrderType.LIMIT, TimeInForce.GTC, qty(), price + instrument.tickSize() / 2)
        : order(
            side,
            OrderType.LIMIT,
            TimeInForce.GTC,
            instrument.maxQty() + instrument.lotSize(),
            price);
  }

  OrderCommand cancel(WorkingOrder target) {
    return request(Action.CANCEL, target, 0, target.price());
  }

  /** A larger total, a smaller one or another price. */
  OrderCommand replace(WorkingOrder target) {
    return switch (random.nextInt(3)) {
      case 0 ->
          request(Action.REPLACE, target, target.qty() + instrument.lotSize(), target.price());
      case 1 -> {
        long less = Math.max(instrument.minQty(), target.qty() - instrument.lotSize());
        yield request(Action.REPLACE, target, less, target.price());
      }
      default -> request(Action.REPLACE, target, target.qty(), price(target.side(), -ticks()));
    };
  }

  private Side side() {
    return random.nextBoolean() ? Side.BUY : Side.SELL;
  }

  private int ticks() {
    return 1 + random.nextInt(DEPTH);
  }

  private long qty() {
    return instrument.minQty() + random.nextInt(LOTS_MAX) * instrument.lotSize();
  }

  /** So many ticks beyond the reference, in the direction in which this side trades. */
  private long price(Side side, int ticks) {
    long tick = instrument.tickSize();
    long reference = instrument.referencePrice() / tick * tick;
    return reference + (side == Side.BUY ? ticks : -ticks) * tick;
  }

  private OrderCommand order(Side side, OrderType type, TimeInForce tif, long qty, long price) {
    String account = accounts.get(random.nextInt(accounts.size()));
    return command(account, "", Action.NEW, side, type, tif, qty, price);
  }

  private OrderCommand request(Action action, WorkingOrder target, long qty, long price) {
    return command(
        target.account(),
        target.orderId(),
        action,
        target.side(),
        OrderType.LIMIT,
        target.timeInForce(),
        qty,
        price);
  }

  private OrderCommand command(
      String account,
      String origOrderId,
      Action action,
      Side side,
      OrderType type,
      TimeInForce tif,
      long qty,
      long price) {
    return new OrderCommand(
        -1,
        -1,
        instrument.symbol(),
        account,
        ids.next(),
        origOrderId,
        action,
        side,
        type,
        tif,
        qty,
        price,
        timestamp,
        null);
  }
}
