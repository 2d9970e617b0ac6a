package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TradingTermsTest {
  private static final long CENT = Decimal8.ONE / 100;

  private static TradingTerms terms(long tickSize, int bandBps) {
    return new TradingTerms(tickSize, bandBps, BandAction.REST);
  }

  @Test
  void theBandIsSoManyBasisPointsWideOnEachSide() {
    TradingTerms terms = terms(CENT, 500);
    assertThat(terms.bandLimit(Side.BUY, 100 * Decimal8.ONE)).isEqualTo(105 * Decimal8.ONE);
    assertThat(terms.bandLimit(Side.SELL, 100 * Decimal8.ONE)).isEqualTo(95 * Decimal8.ONE);
  }

  /** 2.5 % of 1.23 is 0.03075: 1.26075 and 1.19925 are no ticks. */
  @Test
  void itsEdgeIsTheLastTickInside() {
    TradingTerms terms = terms(CENT, 250);
    assertThat(terms.bandLimit(Side.BUY, 123 * CENT)).isEqualTo(126 * CENT);
    assertThat(terms.bandLimit(Side.SELL, 123 * CENT)).isEqualTo(120 * CENT);
  }

  @Test
  void withoutATickItIsExact() {
    TradingTerms terms = terms(0, 250);
    assertThat(terms.bandLimit(Side.BUY, 123 * CENT)).isEqualTo(126_075_000);
    assertThat(terms.bandLimit(Side.SELL, 123 * CENT)).isEqualTo(119_925_000);
    assertThat(terms.bandLimit(Side.BUY, 12_345)).isEqualTo(12_345 + 308);
  }

  @Test
  void theHighestPriceDoesNotOverflow() {
    long highest = Decimal8.MAX;
    assertThat(terms(0, 10_000).bandLimit(Side.BUY, highest)).isEqualTo(2 * highest);
    assertThat(terms(0, 10_000).bandLimit(Side.SELL, highest)).isZero();
  }

  @Test
  void aPriceGoesToTheNearestTickOfTwoTheHigher() {
    TradingTerms terms = terms(CENT, 0);
    assertThat(terms.onTick(123 * CENT)).isEqualTo(123 * CENT);
    assertThat(terms.onTick(123 * CENT + CENT / 2 - 1)).isEqualTo(123 * CENT);
    assertThat(terms.onTick(123 * CENT + CENT / 2)).isEqualTo(124 * CENT);
    assertThat(terms.onTick(Decimal8.NONE)).isEqualTo(Decimal8.NONE);
    assertThat(terms(0, 0).onTick(123)).isEqualTo(123);
  }
}
