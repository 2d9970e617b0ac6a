package io.streambook.orderservice.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import org.junit.jupiter.api.Test;

class AccountOrdersTest {
  private final AccountOrders orders = new AccountOrders();

  @Test
  void whoTradesWithHimselfHasTwoFillsOfOneTrade() {
    orders.apply(trade(1, Side.SELL, 2));
    orders.apply(trade(5, Side.BUY, 3));

    assertThat(orders.fills("ALFA", 0)).extracting(Fill::venueOrderId).containsExactly(1L, 5L);
    assertThat(orders.fills("ALFA", TradeIds.of(5, 0))).hasSize(2);
    assertThat(orders.fills("ALFA", TradeIds.of(5, 1))).isEmpty();
    orders.forget(0);
    assertThat(orders.fills("ALFA", 0)).isEmpty();
  }

  @Test
  void aCancelledTradeIsKnownByTheExecutionThatToldOfIt() {
    orders.apply(trade(1, Side.SELL, 2));
    orders.apply(trade(5, Side.BUY, 3));

    assertThat(orders.cancelled(cancel("ALFA-5-0", Side.SELL)).map(Fill::execId))
        .contains("ALFA-5-2");
    assertThat(orders.cancelled(cancel("ALFA-5-0", Side.BUY)).map(Fill::execId))
        .contains("ALFA-5-3");
    assertThat(orders.cancelled(cancel("ALFA-6-0", Side.BUY))).isEmpty();
    assertThat(orders.cancelled(cancel("nonsense", Side.BUY))).isEmpty();
  }

  /** Of the trade ALFA-5-0. */
  private static Execution trade(long venueOrderId, Side side, int index) {
    return execution(5, index, venueOrderId, side, ExecType.TRADE, 0, Correction.NONE);
  }

  private static Execution cancel(String tradeId, Side side) {
    Correction correction = new Correction(tradeId, 0, "alice", "wrong price");
    return execution(9, 0, 1, side, ExecType.TRADE_CANCEL, -1, correction);
  }

  private static Execution execution(
      long sequence,
      int index,
      long venueOrderId,
      Side side,
      ExecType type,
      int tradeIndex,
      Correction correction) {
    return new Execution(
        "ALFA",
        sequence,
        index,
        -1,
        -1,
        venueOrderId,
        "o-" + venueOrderId,
        "",
        "NORTH/ALICE",
        side,
        OrderType.LIMIT,
        TimeInForce.GTC,
        Decimal8.ONE,
        100 * Decimal8.ONE,
        Conditions.NONE,
        type,
        OrdStatus.FILLED,
        Decimal8.ONE,
        100 * Decimal8.ONE,
        Decimal8.ONE,
        0,
        tradeIndex,
        null,
        null,
        Decimal8.NONE,
        "USD",
        correction,
        0,
        1);
  }
}
