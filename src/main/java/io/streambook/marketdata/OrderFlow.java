package io.streambook.marketdata;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * An endless stream of orders as a market has them: limits around the touch, market orders, IOC and
 * FOK, cancels and replaces of what it believes to rest, and a few orders that a control must
 * refuse. It hears no executions, so some of its cancels come too late. The same seed, id prefix,
 * clock and quotes give the same orders.
 */
public final class OrderFlow {
  /** Beyond so many orders that are believed to rest in a symbol, the next command is a cancel. */
  static final int MAX_RESTING = 200;

  private static final int PER_MILLE = 1_000;
  private static final int BROKEN = 30;
  private static final int LIMITED = 40;

  private final Universe universe;
  private final QuoteBoard quotes;
  private final String idPrefix;
  private final SplittableRandom random;
  private final BrokenOrders broken;
  private final Map<String, List<OrderCommand>> resting = new HashMap<>();
  private OrderCommand earlier;
  private long count;

  /**
   * @param idPrefix begins all order ids; ids are remembered by the venue for days, so it must be
   *     another one in each run
   */
  public OrderFlow(Universe universe, QuoteBoard quotes, String idPrefix, long seed) {
    this.universe = universe;
    this.quotes = quotes;
    this.idPrefix = idPrefix;
    this.random = new SplittableRandom(seed);
    this.broken = new BrokenOrders(universe, random);
  }

  /**
   * The next command, without partition and offset.
   *
   * @param nowMicros its timestamp
   */
  public OrderCommand next(long nowMicros) {
    int roll = random.nextInt(PER_MILLE);
    Instrument instrument = pick(universe.instruments());
    if (roll < BROKEN) {
      OrderCommand good = order(instrument, pick(universe.traders()), nowMicros);
      return earlier == null ? good : broken.spoil(good, earlier, instrument);
    }
    if (roll < BROKEN + LIMITED) {
      return order(instrument, pick(universe.limited()), nowMicros);
    }
    List<OrderCommand> live =
        resting.computeIfAbsent(instrument.symbol(), symbol -> new ArrayList<>());
    int choice = live.size() >= MAX_RESTING ? 0 : random.nextInt(100);
    if (choice < 30 && !live.isEmpty()) {
      return cancel(take(live), nowMicros);
    }
    if (choice < 40 && !live.isEmpty()) {
      return replace(live, instrument, nowMicros);
    }
    OrderCommand order = order(instrument, pick(universe.traders()), nowMicros);
    if (rests(order)) {
      live.add(order);
    }
    earlier = order;
    return order;
  }

  private static boolean rests(OrderCommand order) {
    return order.orderType() == OrderType.LIMIT
        && (order.timeInForce() == TimeInForce.DAY || order.timeInForce() == TimeInForce.GTC);
  }

  private OrderCommand order(Instrument instrument, RiskLimits limits, long nowMicros) {
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    int kind = random.nextInt(100);
    long price;
    TimeInForce tif;
    if (kind < 55) {
      // Most of them close to the touch: those trade when the price moves.
      int away = Math.min(random.nextInt(25), random.nextInt(25));
      price = price(instrument, side, -1 - away);
      tif = random.nextInt(5) == 0 ? TimeInForce.GTC : TimeInForce.DAY;
    } else if (kind < 70) {
      price = price(instrument, side, 1 + random.nextInt(3));
      tif = TimeInForce.DAY;
    } else if (kind < 80) {
      price = Decimal8.NONE;
      tif = TimeInForce.DAY;
    } else {
      price = price(instrument, side, 1 + random.nextInt(3));
      tif = kind < 92 ? TimeInForce.IOC : TimeInForce.FOK;
    }
    OrderDraft draft = new OrderDraft();
    draft.symbol = instrument.symbol();
    draft.account = limits.account();
    draft.orderId = nextId();
    draft.side = side;
    draft.orderType = price == Decimal8.NONE ? OrderType.MARKET : OrderType.LIMIT;
    draft.timeInForce = tif;
    draft.qty = qty(instrument);
    draft.price = price;
    draft.timestamp = nowMicros;
    return draft.command();
  }

  /** So many ticks beyond the middle, in the direction in which an order of this side trades. */
  private long price(Instrument instrument, Side side, int ticks) {
    long mid = quotes.mid(instrument.symbol());
    if (mid == Decimal8.NONE) {
      mid = QuoteModel.startPrice(instrument);
    }
    long midTicks = mid / instrument.tickSize();
    long priceTicks = side == Side.BUY ? midTicks + ticks : midTicks - ticks;
    return Math.max(1, priceTicks) * instrument.tickSize();
  }

  /** Mostly small, a few large: those fill in parts. */
  private long qty(Instrument instrument) {
    long lots = 1L + Math.min(random.nextInt(30), random.nextInt(30));
    long large = random.nextInt(20) == 0 ? 5 : 1;
    long qty = Math.max(instrument.minQty(), lots * large * instrument.lotSize());
    return Math.min(instrument.maxQty(), qty - qty % instrument.lotSize());
  }

  private OrderCommand cancel(OrderCommand target, long nowMicros) {
    return OrderDraft.request(Action.CANCEL, target, nextId(), nowMicros).command();
  }

  private OrderCommand replace(List<OrderCommand> live, Instrument instrument, long nowMicros) {
    int index = young(live);
    OrderDraft order = OrderDraft.copyOf(live.get(index));
    switch (random.nextInt(4)) {
      case 0 -> order.qty = Math.min(instrument.maxQty(), 2 * order.qty);
      case 1 -> order.price = price(instrument, order.side, -1 - random.nextInt(4));
      default -> {
        long half = order.qty / 2;
        order.qty = Math.max(instrument.minQty(), half - half % instrument.lotSize());
      }
    }
    OrderCommand changed = order.command();
    live.set(index, changed);
    return OrderDraft.request(Action.REPLACE, changed, nextId(), nowMicros).command();
  }

  /**
   * Forgets what has probably traded, and takes rather a young one of the rest. The oldest goes
   * when there are too many.
   */
  private OrderCommand take(List<OrderCommand> live) {
    return live.remove(live.size() >= MAX_RESTING ? 0 : young(live));
  }

  private int young(List<OrderCommand> live) {
    int index = newer(live);
    while (live.size() > 1 && isThrough(live.get(index))) {
      live.remove(index);
      index = newer(live);
    }
    return index;
  }

  private int newer(List<OrderCommand> live) {
    return Math.max(random.nextInt(live.size()), random.nextInt(live.size()));
  }

  /** Whether the market has moved to or past its price. */
  private boolean isThrough(OrderCommand order) {
    long mid = quotes.mid(order.symbol());
    return mid != Decimal8.NONE
        && (order.side() == Side.BUY ? order.price() >= mid : order.price() <= mid);
  }

  private String nextId() {
    count++;
    return idPrefix + count;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
