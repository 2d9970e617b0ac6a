package io.streambook.bench.book;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;

/** The faster of the two books of exchange-core 0.5.3. */
final class ExchangeCore implements MeasuredBook {
  private static final int ACME = 1;

  /** A future: nothing is held for an order, as in a book without accounts. */
  private static final CoreSymbolSpecification SYMBOL =
      CoreSymbolSpecification.builder()
          .symbolId(ACME)
          .type(SymbolType.FUTURES_CONTRACT)
          .baseCurrency(1)
          .quoteCurrency(2)
          .baseScaleK(1)
          .quoteScaleK(1)
          .build();

  private final Commands commands;
  private final OrderCommand[] prepared = new OrderCommand[BATCH];
  private int count;
  private OrderBookDirectImpl book;
  private EventSink events;

  ExchangeCore(Commands commands) {
    this.commands = commands;
    reset();
  }

  /** A book with the orders that fill it, and nothing else. */
  static Object filled(Commands commands) {
    OrderBookDirectImpl book = emptyBook();
    for (int n = 0; n < commands.filled(); n++) {
      apply(book, order(commands, n));
    }
    return book;
  }

  private static OrderBookDirectImpl emptyBook() {
    return new OrderBookDirectImpl(
        SYMBOL,
        ObjectsPool.createDefaultTestPool(),
        OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER,
        LoggingConfiguration.DEFAULT);
  }

  private static OrderCommand order(Commands commands, int n) {
    long id = commands.id(n);
    long uid = LogOf.account(id);
    long price = commands.price(n);
    OrderAction side = commands.buys(n) ? OrderAction.BID : OrderAction.ASK;
    return switch (commands.kind(n)) {
      case ENTER -> enter(OrderType.GTC, id, uid, price, commands.qty(n), side);
      case IOC -> enter(OrderType.IOC, id, uid, price, commands.qty(n), side);
      case CANCEL -> OrderCommand.cancel(id, uid);
      case MOVE -> OrderCommand.update(id, uid, price);
      case REDUCE -> OrderCommand.reduce(id, uid, commands.qty(n));
    };
  }

  private static OrderCommand enter(
      OrderType type, long id, long uid, long price, long qty, OrderAction side) {
    return OrderCommand.newOrder(type, id, uid, price, price, qty, side);
  }

  private static void apply(IOrderBook book, OrderCommand order) {
    order.resultCode = CommandResultCode.VALID_FOR_MATCHING_ENGINE;
    order.matcherEvent = null;
    order.resultCode = IOrderBook.processCommand(book, order);
  }

  @Override
  public void reset() {
    book = emptyBook();
    events = new EventSink();
  }

  @Override
  public void prepare(int begin, int end) {
    count = end - begin;
    for (int n = 0; n < count; n++) {
      prepared[n] = order(commands, begin + n);
    }
  }

  @Override
  public void applyAll() {
    for (int n = 0; n < count; n++) {
      apply(n);
    }
  }

  @Override
  public void apply(int n) {
    OrderCommand order = prepared[n];
    apply(book, order);
    tell(order);
  }

  private void tell(OrderCommand order) {
    if (order.resultCode != CommandResultCode.SUCCESS) {
      events.refused(order.orderId);
      return;
    }
    events.accepted(order.orderId);
    long unfilled = 0;
    for (MatcherTradeEvent e = order.matcherEvent; e != null; e = e.nextEvent) {
      switch (e.eventType) {
        case TRADE -> events.traded(e.matchedOrderId, order.orderId, e.price, e.size);
        case REDUCE -> events.takenOff(order.orderId, e.size);
        // It stands in front of the trades, though it comes after them.
        case REJECT -> unfilled = e.size;
        default -> throw new IllegalStateException("an event of no book: " + e);
      }
    }
    if (unfilled > 0) {
      events.takenOff(order.orderId, unfilled);
    }
  }

  @Override
  public EventSink events() {
    return events;
  }
}
