package io.streambook.marketdata;

import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.risk.Instrument;
import java.util.SplittableRandom;

/** Makes of a good order one that a control must refuse, for one of the reasons at random. */
final class BrokenOrders {
  private static final long TEN_DAYS_MICROS = 10L * 86_400 * 1_000_000;

  private final Universe universe;
  private final SplittableRandom random;

  BrokenOrders(Universe universe, SplittableRandom random) {
    this.universe = universe;
    this.random = random;
  }

  /**
   * Spoils it.
   *
   * @param earlier an order that was sent before, whose id is used again
   */
  OrderCommand spoil(OrderCommand good, OrderCommand earlier, Instrument instrument) {
    OrderDraft draft = OrderDraft.copyOf(good);
    if (draft.orderType != OrderType.LIMIT) {
      draft.orderType = OrderType.LIMIT;
      draft.price = QuoteModel.startPrice(instrument);
    }
    draft.timeInForce = TimeInForce.DAY;
    switch (random.nextInt(11)) {
      case 0 -> draft.price += instrument.tickSize() / 2;
      case 1 -> draft.qty += instrument.lotSize() / 2;
      case 2 -> draft.qty = instrument.minQty() - instrument.lotSize();
      case 3 -> draft.qty = instrument.maxQty() + instrument.lotSize();
      case 4 -> {
        // Beyond any collar below 100 %.
        draft.side = Side.BUY;
        draft.price *= 2;
      }
      case 5 -> draft.symbol = "NOSUCH";
      case 6 -> draft.symbol = universe.restricted().symbol();
      case 7 -> draft.symbol = universe.halted().symbol();
      case 8 -> draft.account = "NOBODY/NONE";
      case 9 -> draft.timestamp -= TEN_DAYS_MICROS;
      default -> {
        draft.account = earlier.account();
        draft.orderId = earlier.orderId();
      }
    }
    return draft.command();
  }
}
