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
import io.streambook.book.TimeInForce;
import org.junit.jupiter.api.Test;

/** What counts by the trading day: net notional and loss. */
class DayLimitsTest extends AccountStage {
  @Test
  void netNotionalCountsTheDaysExecutionsAndTheOrdersOfOneSide() {
    venue.limits(limits(A).maxNetNotional("2000"));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    accepts(buy("a").qty("10").price("100"));
    refuses(
        buy("b").qty("0.00000001").price("100"),
        Reason.NET_NOTIONAL,
        "net=2000.000001, limit=2000");
    // The other side begins at the other end.
    accepts(sell("c").qty("30").price("100"));
    refuses(sell("d").qty("1").price("100"), Reason.NET_NOTIONAL, "net=2100, limit=2000");
    assertThat(venue.account(A).netNotional()).isEqualTo(parse("2000"));
    assertThat(venue.position(A, "ACME").dayBooked()).isEqualTo(parse("1000"));
  }

  @Test
  void netNotionalBeginsAnewWithTheTradingDayOfTheSymbolInTheLog() throws Exception {
    venue.limits(limits(A).maxNetNotional("1000"));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    venue.now += 24 * 3_600_000_000L;
    refuses(buy("a").qty("1"), Reason.NET_NOTIONAL, "net=1100, limit=1000");
    venue.tradingDay++;
    // It begins the day, though it is refused.
    refuses(buy("b").qty("11"), Reason.NET_NOTIONAL, "net=1100, limit=1000");
    accepts(sell("c").qty("1").price("200"));
    assertThat(venue.position(A, "ACME").dayBooked()).isZero();
    venue.restart(new StoredRows());
    accepts(buy("d").qty("10"));
    assertThat(venue.position(A, "ACME").booked()).isEqualTo(parse("1000"));
  }

  @Test
  void aReplaceThatAsksForLessPassesTheNetLimit() {
    venue.limits(limits(A));
    accepts(buy("a").qty("10"));
    venue.limits(limits(A).maxNetNotional("1"));
    accepts(replace("b", "a").qty("9"));
    refuses(replace("c", "a").qty("11"), Reason.NET_NOTIONAL, "net=1100, limit=1");
  }

  @Test
  void aLossOfTheDayLeavesOnlyOrdersThatReduce() throws Exception {
    venue.limits(limits(A).maxDailyLoss("50", TradingState.REDUCING));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    // The mark falls with the fill.
    trade(A, Side.BUY, "1", "95.00000001");
    assertThat(venue.account(A).dailyLoss()).isEqualTo(parse("49.9999999"));
    accepts(buy("a").qty("1").price("50"));
    assertThat(venue.account(A).dailyLoss()).isZero();
    trade(A, Side.SELL, "1", "95");
    assertThat(venue.account(A).dailyLoss()).isEqualTo(parse("50.00000001"));
    venue.reference = "100";
    refuses(buy("b").qty("1").price("50"), Reason.DAILY_LOSS, "loss=50.00000001, limit=50");
    accepts(sell("c").qty("10").price("200"));
    refuses(sell("d").qty("1").price("200"), Reason.DAILY_LOSS, "loss=0.00000001, limit=50");
    StoredRows stored = new StoredRows();
    venue.restart(stored);
    refuses(buy("e").qty("1").price("50"), Reason.DAILY_LOSS, "loss=0.00000001, limit=50");
    venue.tradingDay++;
    accepts(buy("f").qty("1").price("50"));
  }

  @Test
  void aLossOfTheDayMayHaltTheAccount() {
    venue.limits(limits(A).maxDailyLoss("50", TradingState.HALTED));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    trade(A, Side.BUY, "1", "95");
    refuses(sell("a").qty("1").price("95"), Reason.DAILY_LOSS, "loss=50, limit=50");
    accepts(cancel("b", "a"));
  }

  @Test
  void theLossOfADayBeginsAtTheLastMarkOfTheDayBefore() {
    venue.limits(limits(A).maxDailyLoss("50", TradingState.HALTED));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "104");
    venue.tradingDay++;
    trade(A, Side.SELL, "1", "101");
    // 9 at 101 and 101 received, after 10 at 104.
    assertThat(venue.account(A).dailyLoss()).isEqualTo(parse("30"));
    assertThat(venue.position(A, "ACME").dayGain()).isEqualTo(parse("-30"));
  }

  @Test
  void aFillOfADayThatIsOverIsNotCountedByTheNewOne() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    accepts(buy("a").qty("10").price("100"));
    accepts(sell("b").account(OTHER).qty("4").price("100"));
    venue.tradingDay++;
    accepts(buy("c").qty("1").price("99"));
    venue.deliverAll();
    assertThat(venue.position(A, "ACME").booked()).isEqualTo(parse("400"));
    assertThat(venue.position(A, "ACME").dayBooked()).isZero();
    assertThat(venue.position(A, "ACME").dayGain()).isZero();
  }

  /** Else who only buys, up to the limit of a day, could never buy again. */
  @Test
  void theFirstOrderOfADayIsJudgedByThatDay() {
    venue.limits(limits(A).maxNetNotional("1000"));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    venue.tradingDay++;
    accepts(buy("a").qty("10").price("100"));
  }

  /** An order of the day before may fill before the account says anything in the new one. */
  @Test
  void aFillBeginsTheDayWhoseLossItIs() {
    venue.limits(limits(A).maxDailyLoss("50", TradingState.HALTED));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    accepts(buy("gtc").tif(TimeInForce.GTC).qty("1").price("94"));
    venue.deliverAll();
    venue.tradingDay++;
    accepts(sell("x").account(OTHER).qty("1").price("94"));
    venue.deliverAll();
    assertThat(venue.account(A).dailyLoss()).isEqualTo(parse("60"));
    refuses(buy("a").qty("1").price("90"), Reason.DAILY_LOSS, "loss=60, limit=50");
  }

  /** It is looked at with each fill. */
  @Test
  void aLimitOfTheLossThatComesLaterKnowsWhatTheDayHasLost() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    trade(A, Side.BUY, "1", "95");
    venue.reference = "95";
    venue.limits(limits(A).maxDailyLoss("50", TradingState.HALTED));
    trade(A, Side.BUY, "1", "95");
    refuses(buy("a").qty("1").price("90"), Reason.DAILY_LOSS, "loss=50, limit=50");
  }
}
