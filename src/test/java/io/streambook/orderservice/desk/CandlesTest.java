package io.streambook.orderservice.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Side;
import io.streambook.book.Trade;
import org.junit.jupiter.api.Test;

class CandlesTest {
  private static final long MINUTE = Interval.MINUTE_MICROS;
  private static final long HOUR = 60 * MINUTE;

  private final Candles candles = new Candles();

  /** At the price of its minute. */
  private void tradeInEachMinute(int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      candles.add(trade(minute));
    }
  }

  private static Trade trade(int minute) {
    return new Trade(
        "ALFA",
        minute + 1,
        0,
        "b",
        "s",
        "x",
        "y",
        1,
        2,
        1,
        minute + 1,
        Side.BUY,
        0,
        minute * MINUTE + 1);
  }

  @Test
  void nothingIsKnownOfATimeWithoutATrade() {
    assertThat(candles.since(0)).isNull();
    tradeInEachMinute(3);
    assertThat(candles.since(3 * MINUTE)).isNull();
  }

  @Test
  void theLastHoursAreCountedToTheMinute() {
    tradeInEachMinute(3_000);
    Candle traded = candles.since(2_999 * MINUTE - 2 * HOUR);
    assertThat(traded.trades()).isEqualTo(121);
    assertThat(traded.open()).isEqualTo(2_880);
    assertThat(traded.close()).isEqualTo(3_000);
  }

  @Test
  void eachMinuteBeginsASumOfItsOwn() {
    tradeInEachMinute(300);
    for (int minute = 0; minute < 300; minute++) {
      Candle traded = candles.since(minute * MINUTE);
      assertThat(traded.trades()).isEqualTo(300 - minute);
      assertThat(traded.open()).isEqualTo(minute + 1);
      assertThat(traded.low()).isEqualTo(minute + 1);
      assertThat(traded.high()).isEqualTo(300);
      assertThat(traded.lastTradeId()).isEqualTo(TradeIds.of(300, 0));
    }
  }

  @Test
  void whatIsOlderThanTheMinutesKeptIsCountedToTheHour() {
    tradeInEachMinute(3_000);
    Candle traded = candles.since(HOUR + 30 * MINUTE);
    assertThat(traded.trades()).isEqualTo(2_940);
    assertThat(traded.open()).isEqualTo(61);
    assertThat(traded.low()).isEqualTo(61);
  }
}
