package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static io.streambook.risk.OrderBuilder.replace;
import static io.streambook.risk.OrderBuilder.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Reason;
import io.streambook.book.Side;
import org.junit.jupiter.api.Test;

/** Limits of a firm, over all its accounts. */
class FirmLimitsTest extends AccountStage {
  @Test
  void theStrictestOfAccountAndFirmDecides() {
    venue.limits(limits(A).maxOrderQty("10").maxNotional("2000"));
    venue.limits(limits(FIRM).maxOrderQty("20").maxNotional("1000"));
    refuses(buy("a").qty("11").price("1"), Reason.MAX_ORDER_QTY, "qty=11, limit=10");
    refuses(
        buy("b").qty("10").price("100.1"),
        Reason.MAX_NOTIONAL,
        "notional=1001, limit=1000, firm=FIRM");
    accepts(buy("c").qty("10").price("100"));
  }

  @Test
  void theFirmsSumsAreThoseOfAllItsAccounts() throws Exception {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    accepts(buy("w").qty("5").price("100"));
    venue.limits(limits(B));
    venue.limits(
        limits(FIRM)
            .maxPosition("20")
            .maxOpenOrders(3)
            .maxGrossExposure("2100")
            .maxNetNotional("2200")
            .creditLimit("2300"));
    refuses(
        buy("a").account(B).qty("6").price("100"),
        Reason.POSITION_LIMIT,
        "position=21, limit=20, firm=FIRM");
    accepts(buy("b").account(B).qty("5").price("100"));
    assertThat(venue.account(FIRM).utilisation())
        .containsEntry("maxPosition", 10_000)
        .containsEntry("maxGrossExposure", 9_523)
        .containsEntry("maxOpenOrders", 6_666);
    assertThat(venue.account(FIRM).openOrders()).isEqualTo(2);
    venue.restart(new StoredRows());
    refuses(
        sell("c").account(B).qty("13").price("100"),
        Reason.GROSS_EXPOSURE,
        "exposure=2800, limit=2100, firm=FIRM");
    accepts(buy("d").account(A).symbol("BOLT").qty("1").price("100"));
    refuses(
        buy("e").account(B).qty("0.1").price("1"),
        Reason.MAX_OPEN_ORDERS,
        "orders=4, limit=3, firm=FIRM");
  }

  @Test
  void moneyOfTheFirm() {
    venue.limits(limits(A));
    venue.limits(limits(B));
    venue.limits(limits(OTHER));
    venue.limits(limits(FIRM).maxNetNotional("1500").creditLimit("2000"));
    trade(A, Side.BUY, "10", "100");
    refuses(
        buy("a").account(B).qty("6").price("100"),
        Reason.NET_NOTIONAL,
        "net=1600, limit=1500, firm=FIRM");
    accepts(sell("b").account(B).qty("10").price("100"));
    refuses(
        sell("c").account(B).qty("1").price("100"),
        Reason.CREDIT_LIMIT,
        "credit=2100, limit=2000, firm=FIRM");
  }

  @Test
  void ordersOfTheFirmInASecondAndInASymbol() {
    venue.limits(limits(A));
    venue.limits(limits(B));
    venue.limits(limits(FIRM).maxOrdersPerSecond(2).maxOpenOrdersPerSymbol(2));
    accepts(buy("a"));
    accepts(buy("a").account(B));
    refuses(buy("b"), Reason.ORDER_RATE, "orders=3, limit=2, firm=FIRM");
    accepts(cancel("c", "a"));
    venue.now += 1_000_000;
    refuses(buy("d").account(B), Reason.MAX_OPEN_ORDERS_PER_SYMBOL, "orders=3, limit=2, firm=FIRM");
  }

  @Test
  void lossesExecutionsAndStateOfTheFirm() {
    venue.limits(limits(A));
    venue.limits(limits(B));
    venue.limits(limits(OTHER));
    venue.limits(limits(FIRM).maxDailyLoss("50", TradingState.HALTED).maxExecutions(3, 1_000));
    trade(A, Side.BUY, "10", "100");
    trade(A, Side.BUY, "1", "95");
    refuses(buy("a").account(B).qty("1"), Reason.DAILY_LOSS, "loss=50, limit=50, firm=FIRM");
    venue.tradingDay++;
    trade(B, Side.BUY, "1", "95");
    trade(B, Side.BUY, "1", "95");
    refuses(buy("b"), Reason.EXECUTION_RATE, "executions=4, limit=3, generation=1, firm=FIRM");
    assertThat(venue.account(FIRM).latched()).isTrue();
    venue.limits(
        limits(FIRM)
            .maxDailyLoss("50", TradingState.HALTED)
            .maxExecutions(3, 1_000)
            .state(TradingState.HALTED)
            .liftedLatch(1, "op"));
    assertThat(venue.account(FIRM).latched()).isFalse();
    assertThat(texts()).anyMatch(text -> text.startsWith("LATCH_LIFTED "));
    refuses(buy("c"), Reason.TRADING_HALTED, "account=FIRM, state=HALTED");
  }

  @Test
  void aTombstoneOfTheFirmBlocksNewOrdersOfItsAccounts() {
    venue.limits(limits(A));
    venue.limits(limits(FIRM));
    accepts(buy("a"));
    venue.limits(limits(FIRM).deleted());
    refuses(buy("b"), Reason.UNKNOWN_ACCOUNT, "account=FIRM");
    accepts(replace("c", "a").qty("5"));
  }

  @Test
  void anAccountThatIsItsFirmIsBoundedOnce() {
    venue.limits(limits(FIRM).maxOrderQty("10"));
    refuses(buy("a").account(FIRM).qty("11"), Reason.MAX_ORDER_QTY, "qty=11, limit=10");
    accepts(buy("b").account(FIRM).qty("10"));
  }

  @Test
  void theLossOfTheFirmIsRememberedAcrossARestart() throws Exception {
    venue.limits(limits(A));
    venue.limits(limits(B));
    venue.limits(limits(OTHER));
    venue.limits(limits(FIRM).maxDailyLoss("50", TradingState.HALTED));
    trade(A, Side.BUY, "10", "100");
    trade(A, Side.BUY, "1", "95");
    venue.restart(new StoredRows());
    refuses(buy("a").qty("1"), Reason.DAILY_LOSS, "loss=50, limit=50, firm=FIRM");
    venue.tradingDay++;
    accepts(buy("b").account(B).qty("1"));
  }

  /** Who has not traded today has yesterday's executions in the sums of his own day. */
  @Test
  void sumsThatBeginWithinADayAreOfThatDay() {
    venue.limits(limits(A));
    venue.limits(limits(B));
    venue.limits(limits(OTHER));
    trade(B, Side.BUY, "10", "100");
    venue.tradingDay++;
    trade(A, Side.BUY, "1", "100");
    venue.limits(limits(FIRM).maxNetNotional("1000"));
    assertThat(venue.account(FIRM).netNotional()).isEqualTo(parse("100"));
    accepts(buy("a").qty("9").price("100"));
  }

  /** It is looked at with each fill. */
  @Test
  void aLimitOfTheLossThatComesLaterKnowsWhatTheDayHasLost() {
    venue.limits(limits(A));
    venue.limits(limits(B));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    trade(A, Side.BUY, "1", "95");
    venue.reference = "95";
    venue.limits(limits(FIRM).maxDailyLoss("50", TradingState.HALTED));
    trade(A, Side.BUY, "1", "95");
    refuses(buy("a").account(B).qty("1"), Reason.DAILY_LOSS, "loss=50, limit=50, firm=FIRM");
  }
}
