package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.InstrumentBuilder.instrument;
import static io.streambook.risk.OrderBuilder.NOW;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.MarketState;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference price, and how far from it an order may be. */
class PriceControlsTest extends SymbolStage {
  private Judged after(SymbolControls controls, long now, OrderBuilder order) {
    return controls.judge(order.offset(offset++).build(), now);
  }

  private static MarketState traded(String price, long time) {
    return new MarketState("ACME", 5, Phase.CONTINUOUS, "", parse(price), time, 20_000, time);
  }

  @Test
  void referenceIsTheMiddleOfTheBestFreshSides() {
    SymbolControls controls =
        quoted(quote("X", "99", "101", null, NOW), quote("Y", "98", "100", null, NOW));
    assertThat(judge(controls, buy("a")).reference()).isEqualTo(parse("99.5"));
  }

  @Test
  void onlyTheNewestQuoteOfAVenueCounts() {
    SymbolControls controls =
        quoted(quote("X", "99", "101", null, NOW), quote("X", "49", "51", null, NOW - 1));
    assertThat(judge(controls, buy("a")).reference()).isEqualTo(parse("100"));
    controls.apply(quote("X", "109", "111", null, NOW + 1));
    assertThat(judge(controls, buy("a")).reference()).isEqualTo(parse("110"));
  }

  @Test
  void aQuoteIsFreshForItsMaximumAge() {
    SymbolControls controls = quoted(quote("X", "99", "101", null, NOW));
    assertThat(after(controls, NOW + 5_000_000, buy("a").market()).verdict())
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(after(controls, NOW + 5_000_001, buy("b").market()).verdict())
        .isEqualTo(new Verdict(Reason.STALE_QUOTE, "STALE_QUOTE: age=5001ms, limit=5000ms"));
  }

  @Test
  void theOlderOfBothTimestampsCounts() {
    long old = NOW - 5_000_001;
    SymbolControls controls =
        quoted(new Quote("ACME", "X", parse("99"), parse("101"), Decimal8.NONE, 0, 0, NOW, old));
    assertThat(judge(controls, buy("a").market()).verdict().reason()).isEqualTo(Reason.STALE_QUOTE);
  }

  @Test
  void whenQuotesCrossTheLastFreshTradeCounts() {
    SymbolControls controls =
        quoted(
            quote("X", "101", "102", "101.5", NOW - 10), quote("Y", "99", "100", "99.5", NOW - 5));
    assertThat(judge(controls, buy("a")).reference()).isEqualTo(parse("99.5"));
    controls.apply(traded("100.5", NOW - 1));
    assertThat(judge(controls, buy("b")).reference()).isEqualTo(parse("100.5"));
  }

  @Test
  void lockedQuotesDoNotCross() {
    SymbolControls controls =
        quoted(quote("X", "99", "100", "50", NOW), quote("Y", "100", "101", "50", NOW));
    assertThat(judge(controls, buy("a")).reference()).isEqualTo(parse("100"));
  }

  @Test
  void whenASideIsMissingAFreshTradeHereCounts() {
    SymbolControls controls = quoted(quote("X", "99", null, null, NOW));
    controls.apply(traded("97", NOW - 5_000_000));
    assertThat(judge(controls, buy("a").price("97").market()).reference()).isEqualTo(parse("97"));
    assertThat(after(controls, NOW + 1, buy("b").market()).verdict())
        .isEqualTo(new Verdict(Reason.NO_REFERENCE_PRICE, "NO_REFERENCE_PRICE: bid=99, ask=none"));
  }

  @Test
  void anOlderMarketStateChangesNothing() {
    SymbolControls controls = quoted();
    controls.apply(traded("97", NOW));
    controls.apply(
        new MarketState("ACME", 4, Phase.CONTINUOUS, "", parse("50"), NOW + 1, 20_000, NOW));
    assertThat(judge(controls, buy("a").market()).reference()).isEqualTo(parse("97"));
  }

  @Test
  void theInstrumentsOwnReferenceIsNotLive() {
    SymbolControls controls = new SymbolControls("ACME");
    controls.apply(instrument().referencePrice("100").band("80", "200").build(), NOW);
    Judged market = judge(controls, buy("a").market());
    assertThat(market.reference()).isEqualTo(parse("100"));
    assertThat(market.verdict())
        .isEqualTo(
            new Verdict(Reason.NO_REFERENCE_PRICE, "NO_REFERENCE_PRICE: age=none, limit=5000ms"));
    accepts(controls, buy("b").price("110"));
    refuses(
        controls,
        buy("c").price("110.05"),
        Reason.PRICE_COLLAR,
        "PRICE_COLLAR: price=110.05, reference=100, limit=110");
  }

  @Test
  void withoutAFreshQuoteALimitStaysWithinTheBand() {
    SymbolControls controls = new SymbolControls("ACME");
    controls.apply(instrument().band("80", "120").build(), NOW);
    accepts(controls, buy("a").price("80"));
    accepts(controls, sell("b").price("120"));
    refuses(
        controls,
        buy("c").price("79.95"),
        Reason.NO_REFERENCE_PRICE,
        "NO_REFERENCE_PRICE: price=79.95, band=80..120, age=none, limit=5000ms");
    controls.apply(quote("X", "99", "101", null, NOW - 6_000_000));
    refuses(
        controls,
        sell("d").price("120.05"),
        Reason.STALE_QUOTE,
        "STALE_QUOTE: price=120.05, band=80..120, age=6000ms, limit=5000ms");
  }

  @Test
  void withoutABandNoLimitIsTakenBlindly() {
    refuses(
        quoted(),
        buy("a"),
        Reason.NO_REFERENCE_PRICE,
        "NO_REFERENCE_PRICE: price=100, band=none..none, age=none, limit=5000ms");
  }

  @Test
  void collarBoundsTheSideThatCanHurt() {
    SymbolControls controls = open();
    accepts(controls, buy("a").price("110"));
    refuses(
        controls,
        buy("b").price("110.05"),
        Reason.PRICE_COLLAR,
        "PRICE_COLLAR: price=110.05, reference=100, limit=110");
    accepts(controls, sell("c").price("90"));
    refuses(
        controls,
        sell("d").price("89.95"),
        Reason.PRICE_COLLAR,
        "PRICE_COLLAR: price=89.95, reference=100, limit=90");
    accepts(controls, buy("e").price("1"));
    accepts(controls, sell("f").price("500"));
  }

  @Test
  void moreVenuesThanTheBoundPushOutTheOldest() throws Exception {
    SymbolControls controls = quoted(quote("OLD", "1", "2", null, NOW - 100));
    for (int i = 0; i < Market.MAX_VENUES; i++) {
      controls.apply(quote("V" + i, "99", "101", null, NOW));
    }
    List<SymbolRow> rows = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    controls.saveChanges(
        new SymbolRow.Sink() {
          @Override
          public void put(SymbolRow row) {
            rows.add(row);
          }

          @Override
          public void removeQuote(String venue) {
            removed.add(venue);
          }
        });
    assertThat(removed).containsExactly("OLD");
    assertThat(rows).filteredOn(SymbolRow.VenueQuote.class::isInstance).hasSize(64);
  }

  /** Its stop price is the sender's, and all of it is in the log, whatever the verdict. */
  @Test
  void aProtectionLimitIsNeverBeyondWhatTheLogCanSay() {
    Judged highest = judge(open(), buy("a").price(null).stop("9999999999.95"));
    assertThat(highest.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(highest.protectionLimit()).isEqualTo(parse("9999999999.95"));
    Judged none =
        judge(open(instrument().collarBps(0)), sell("b").price(null).stop("9999999999.99999999"));
    assertThat(none.protectionLimit()).isEqualTo(Decimal8.NONE);
  }
}
