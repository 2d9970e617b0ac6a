package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** The price of an auction: examples as exchanges print them, and the naive version as oracle. */
class AuctionPriceTest {
  private static final long NONE = Decimal8.NONE;
  private static final Set<String> SEEN = new HashSet<>();

  private final List<NaiveAuction.Interest> orders = new ArrayList<>();

  private AuctionPriceTest buy(long qty, long limit) {
    orders.add(new NaiveAuction.Interest(Side.BUY, false, limit, qty));
    return this;
  }

  private AuctionPriceTest sell(long qty, long limit) {
    orders.add(new NaiveAuction.Interest(Side.SELL, false, limit, qty));
    return this;
  }

  private AuctionPriceTest buyMarket(long qty, long protection) {
    orders.add(new NaiveAuction.Interest(Side.BUY, true, protection, qty));
    return this;
  }

  private AuctionPriceTest sellMarket(long qty, long protection) {
    orders.add(new NaiveAuction.Interest(Side.SELL, true, protection, qty));
    return this;
  }

  /** Price, volume, surplus with its side; both versions. */
  private String price(long reference) {
    AuctionPrice fast = new AuctionPrice();
    for (NaiveAuction.Interest order : orders) {
      fast.add(order.side(), order.limit(), order.qty(), !order.market());
    }
    boolean found = fast.find(reference);
    NaiveAuction.Outcome naive = NaiveAuction.price(orders, reference);
    if (naive == null) {
      assertThat(found).isFalse();
      return "none";
    }
    assertThat(found).isTrue();
    assertThat(fast.price()).isEqualTo(naive.price());
    assertThat(fast.volume()).isEqualTo(capped(naive.volume()));
    assertThat(fast.surplus()).isEqualTo(capped(naive.left().abs()));
    Side side = naive.left().signum() == 0 ? Side.UNKNOWN : Side.SELL;
    side = naive.left().signum() > 0 ? Side.BUY : side;
    assertThat(fast.surplusSide()).isEqualTo(side);
    String left = side == Side.UNKNOWN ? "" : " left " + side + " " + fast.surplus();
    return fast.volume() + "@" + fast.price() + left;
  }

  private static long capped(BigInteger value) {
    return value.min(BigInteger.valueOf(Decimal8.MAX)).longValueExact();
  }

  @Example
  void ofNothing() {
    assertThat(price(100)).isEqualTo("none");
  }

  @Example
  void ofOneSide() {
    assertThat(buy(10, 100).price(100)).isEqualTo("none");
  }

  @Example
  void ofABookThatIsNotCrossed() {
    assertThat(buy(10, 100).sell(10, 101).price(100)).isEqualTo("none");
  }

  /** Rule A4. The example in MarketGrid's documentation of its single-price auction. */
  @Tag("U4")
  @Example
  void maximumExecutableVolumeOfMarketGrid() {
    buy(45, 13000).buy(95, 12900).buy(25, 12800).buy(35, 12700).buy(25, 12600).buy(55, 12500);
    buy(200, 12400).buy(80, 12300).buy(60, 12200);
    sell(35, 13100).sell(50, 13000).sell(10, 12900).sell(15, 12800).sell(10, 12700);
    sell(20, 12600).sell(90, 12500).sell(155, 12400).sell(125, 12300).sell(10, 12200);
    assertThat(price(NONE)).isEqualTo("290@12400 left BUY 190");
  }

  /** The cases of the market model of Xetra: one limit with the most volume and no surplus. */
  @Example
  void oneLimitHasTheMostVolumeAndTheLeastSurplus() {
    buy(200, 202).buy(200, 201).buy(300, 200).sell(100, 200).sell(200, 198).sell(400, 197);
    assertThat(price(NONE)).isEqualTo("700@200");
  }

  /** Xetra: several limits, demand left at all of them: the highest. */
  @Example
  void demandIsLeftAtAllPrices() {
    buy(400, 202).buy(200, 201).sell(300, 199).sell(200, 198);
    assertThat(price(199)).isEqualTo("500@201 left BUY 100");
  }

  /** Xetra: several limits, supply left at all of them: the lowest. */
  @Example
  void supplyIsLeftAtAllPrices() {
    buy(300, 202).buy(200, 201).sell(400, 199).sell(200, 198);
    assertThat(price(201)).isEqualTo("500@199 left SELL 100");
  }

  /** Xetra: demand left at one of them and supply at another: the reference decides. */
  @Example
  void surplusChangesSides() {
    buyMarket(100, 210).buy(100, 199).sellMarket(100, 190).sell(100, 202);
    // 199: demand 200, supply 100; 202: demand 100, supply 200.
    assertThat(price(NONE)).isEqualTo("100@202 left SELL 100");
    assertThat(price(203)).isEqualTo("100@202 left SELL 100");
    assertThat(price(198)).isEqualTo("100@199 left BUY 100");
    // At the reference itself there is no surplus at all.
    assertThat(price(200)).isEqualTo("100@200");
  }

  /** Xetra: only market orders can trade: at the reference. */
  @Example
  void onlyMarketOrders() {
    buyMarket(900, 210).sellMarket(800, 190);
    assertThat(price(200)).isEqualTo("800@200 left BUY 100");
    assertThat(price(NONE)).isEqualTo("none");
    assertThat(price(211)).isEqualTo("none");
  }

  /** Xetra: no surplus at several limits: the reference, or the limit next to it. */
  @Example
  void noSurplusAtSeveralPrices() {
    buy(10, 202).sell(10, 198);
    assertThat(price(200)).isEqualTo("10@200");
    assertThat(price(205)).isEqualTo("10@202");
    assertThat(price(190)).isEqualTo("10@198");
    assertThat(price(NONE)).isEqualTo("10@202");
  }

  /** So no two prices are ever as near: what lies between two of the best is as good as they. */
  @Example
  void theReferenceBetweenTwoOfTheBestWins() {
    buy(10, 101).buy(5, 99).sell(10, 99).sell(5, 101);
    assertThat(price(100)).isEqualTo("10@100");
    assertThat(price(98)).isEqualTo("10@99 left BUY 5");
    assertThat(price(NONE)).isEqualTo("10@101 left SELL 5");
  }

  @Example
  void aProtectionLimitIsNoPrice() {
    assertThat(buyMarket(10, 105).sell(5, 100).price(102)).isEqualTo("5@102 left BUY 5");
    assertThat(price(NONE)).isEqualTo("5@100 left BUY 5");
  }

  @Example
  void aMarketOrderDoesNotTradeBeyondItsProtection() {
    assertThat(buyMarket(10, 99).sell(5, 100).price(100)).isEqualTo("none");
  }

  @Example
  void sumsBeyondALong() {
    for (int n = 0; n < 20; n++) {
      buy(Decimal8.MAX, 100 + n).sell(Decimal8.MAX, 100 - n);
    }
    assertThat(sell(1, 90).price(100)).isEqualTo(Decimal8.MAX + "@100 left SELL 1");
  }

  @Provide
  Arbitrary<List<NaiveAuction.Interest>> interests() {
    Arbitrary<Long> qty =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.longs().between(1, 6)),
            Tuple.of(1, Arbitraries.of(Decimal8.MAX, Decimal8.MAX / 2, 1L << 59)));
    return Combinators.combine(
            Arbitraries.of(Side.BUY, Side.SELL),
            Arbitraries.of(true, false, false, false),
            Arbitraries.longs().between(95, 105),
            qty)
        .as(NaiveAuction.Interest::new)
        .list()
        .ofMaxSize(24);
  }

  @Property(tries = 3_000)
  void isThatOfTheNaiveVersion(
      @ForAll("interests") List<NaiveAuction.Interest> some, @ForAll("references") long reference) {
    orders.clear();
    orders.addAll(some);
    String result = price(reference);
    SEEN.add(result.replaceAll("[0-9]+", "n").replace("@", ""));
    SEEN.add(result.contains(Decimal8.MAX + "@") ? "much" : "little");
  }

  @Provide
  Arbitrary<Long> references() {
    return Arbitraries.longs().between(93, 107).injectNull(0.1).map(r -> r == null ? NONE : r);
  }

  @AfterContainer
  static void sawAllKinds() {
    assertThat(SEEN).contains("none", "nn", "nn left BUY n", "nn left SELL n", "much", "little");
  }
}
