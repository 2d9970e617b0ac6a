package io.streambook.risk;

import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static io.streambook.risk.OrderBuilder.replace;
import static io.streambook.risk.OrderBuilder.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Reason;
import io.streambook.book.Side;
import org.junit.jupiter.api.Test;

/** What halted or reducing accounts, firms and instruments take. */
class TradingStateTest extends AccountStage {
  @Test
  void reducingTakesOnlyWhatBringsThePositionNearerToZero() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    accepts(buy("w").qty("5").price("90"));
    venue.limits(limits(A).state(TradingState.REDUCING));
    refuses(buy("a").qty("1"), Reason.REDUCE_ONLY, "qty=1, limit=0, state of account=FIRM/A");
    accepts(sell("b").qty("6").price("200"));
    refuses(
        sell("c").qty("5").price("200"),
        Reason.REDUCE_ONLY,
        "qty=5, limit=4, state of account=FIRM/A");
    accepts(sell("d").qty("4").price("200"));
    accepts(replace("e", "w").qty("4").price("90"));
    refuses(
        replace("f", "w").qty("6").price("90"),
        Reason.REDUCE_ONLY,
        "qty=1, limit=0, state of account=FIRM/A");
    accepts(cancel("g", "w"));
    assertThat(venue.account(A).state()).isEqualTo(TradingState.REDUCING);
  }

  @Test
  void reducingOfAShortPositionTakesBuys() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    trade(A, Side.SELL, "10", "100");
    venue.limits(limits(A).state(TradingState.REDUCING));
    refuses(sell("a").qty("1"), Reason.REDUCE_ONLY, "qty=1, limit=0, state of account=FIRM/A");
    refuses(
        buy("b").qty("11").price("90"),
        Reason.REDUCE_ONLY,
        "qty=11, limit=10, state of account=FIRM/A");
    accepts(buy("c").qty("10").price("90"));
  }

  @Test
  void haltedTakesCancelsOnly() {
    venue.limits(limits(A));
    accepts(buy("w"));
    venue.limits(limits(A).state(TradingState.HALTED));
    refuses(buy("a"), Reason.TRADING_HALTED, "account=FIRM/A, state=HALTED");
    refuses(replace("b", "w").qty("1"), Reason.TRADING_HALTED, "account=FIRM/A, state=HALTED");
    accepts(cancel("c", "w"));
    venue.limits(limits(A).approved());
    accepts(buy("d"));
  }

  @Test
  void anInstrumentMayBeReducedOnly() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    accepts(buy("w").qty("5").price("90"));
    accepts(sell("v").qty("3").price("200"));
    venue.reduceOnly.add("ACME");
    refuses(buy("a").qty("1"), Reason.REDUCE_ONLY, "qty=1, limit=0, state of symbol=ACME");
    refuses(
        sell("b").qty("7.00000001").price("200"),
        Reason.REDUCE_ONLY,
        "qty=7.00000001, limit=7, state of symbol=ACME");
    accepts(sell("c").qty("6").price("200"));
    refuses(
        replace("d", "v").qty("5").price("200"),
        Reason.REDUCE_ONLY,
        "qty=2, limit=1, state of symbol=ACME");
    accepts(replace("e", "v").qty("4").price("200"));
    refuses(
        replace("f", "w").qty("6").price("90"),
        Reason.REDUCE_ONLY,
        "qty=1, limit=0, state of symbol=ACME");
    accepts(replace("g", "w").qty("4").price("90"));
    accepts(cancel("h", "w"));
    accepts(buy("i").symbol("BOLT"));
    venue.deliverAll();
    venue.reduceOnly.clear();
    accepts(buy("j").qty("1"));
  }

  /** Whoever passes one of instrument, account and firm may still fail at another. */
  @Test
  void theStrictestStateOfInstrumentAccountAndFirmDecides() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    venue.reduceOnly.add("ACME");
    venue.limits(limits(A).state(TradingState.REDUCING));
    refuses(buy("a").qty("1"), Reason.REDUCE_ONLY, "qty=1, limit=0, state of symbol=ACME");
    accepts(sell("b").qty("1").price("200"));
    venue.limits(limits(A).state(TradingState.HALTED));
    refuses(sell("c").qty("1").price("200"), Reason.TRADING_HALTED, "account=FIRM/A, state=HALTED");
    accepts(cancel("g", "b"));
    venue.limits(limits(A).approved());
    venue.limits(limits(FIRM).state(TradingState.HALTED));
    refuses(sell("d").qty("1").price("200"), Reason.TRADING_HALTED, "account=FIRM, state=HALTED");
    venue.limits(limits(FIRM).state(TradingState.REDUCING).approved());
    accepts(sell("e").qty("1").price("200"));
    venue.reduceOnly.clear();
    refuses(buy("f").qty("1"), Reason.REDUCE_ONLY, "qty=1, limit=0, state of account=FIRM");
  }

  /** It is the book that knows why: a replace of what does not work gets its cancel reject. */
  @Test
  void aReplaceOfAnUnknownOrderInAReducedInstrumentIsTheBooks() {
    venue.limits(limits(A));
    venue.reduceOnly.add("ACME");
    accepts(replace("a", "nothing").qty("1"));
  }
}
