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
import io.streambook.book.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes of orders, and sums over what works and is held. */
class SizeLimitsTest extends AccountStage {
  @Test
  void openOrdersOfASymbol() {
    venue.limits(limits(A).maxOpenOrdersPerSymbol(2));
    accepts(buy("a"));
    accepts(buy("b"));
    refuses(buy("c"), Reason.MAX_OPEN_ORDERS_PER_SYMBOL, "orders=3, limit=2");
    accepts(buy("d").symbol("BOLT"));
    accepts(replace("e", "a").qty("11"));
    accepts(cancel("f", "a"));
    venue.deliverAll();
    accepts(buy("g"));
    assertThat(venue.account(A).utilisation()).containsEntry("maxOpenOrdersPerSymbol", 10_000);
  }

  @Test
  void maxOrderQty() {
    venue.limits(limits(A).maxOrderQty("10"));
    accepts(buy("a").qty("10"));
    refuses(buy("b").qty("10.00000001"), Reason.MAX_ORDER_QTY, "qty=10.00000001, limit=10");
    venue.limits(limits(A).maxOrderQty("1"));
    accepts(replace("c", "a").qty("5"));
    refuses(replace("d", "a").qty("11"), Reason.MAX_ORDER_QTY, "qty=11, limit=1");
  }

  @Test
  void notionalOverflow() {
    venue.limits(limits(A));
    venue.reference = null;
    accepts(buy("a").qty("92233720.36854775").price("1000"));
    refuses(
        buy("a2").qty("92233720.36854776").price("1000"),
        Reason.NOTIONAL_OVERFLOW,
        "qty=92233720.36854776, price=1000, limit=92233720368.54775807");
    refuses(
        buy("b").qty("100000000").price("1000"),
        Reason.NOTIONAL_OVERFLOW,
        "qty=100000000, price=1000, limit=92233720368.54775807");
  }

  @Test
  void maxNotional() {
    venue.limits(limits(A).maxNotional("1000000"));
    accepts(buy("a").qty("10000").price("100"));
    refuses(
        buy("b").qty("12000").price("100"), Reason.MAX_NOTIONAL, "notional=1200000, limit=1000000");
    refuses(
        sell("c").qty("10001").price("1"), Reason.MAX_NOTIONAL, "notional=1000100, limit=1000000");
    venue.protectionLimit = "110";
    refuses(buy("d").qty("10000").market(), Reason.MAX_NOTIONAL, "notional=1100000, limit=1000000");
    venue.limits(limits(A).maxNotional("1"));
    accepts(replace("e", "a").qty("9999"));
  }

  @Test
  void maxOpenOrders() {
    venue.limits(limits(A).maxOpenOrders(2));
    accepts(buy("a"));
    accepts(buy("b"));
    refuses(buy("c"), Reason.MAX_OPEN_ORDERS, "orders=3, limit=2");
    accepts(replace("d", "a").qty("11"));
    accepts(cancel("e", "a"));
    venue.deliverAll();
    accepts(buy("f"));
  }

  @Test
  void positionLimitCountsPositionAndWorkingOrders() {
    venue.limits(limits(A).maxPosition("20"));
    venue.limits(limits(B));
    accepts(buy("a").qty("15"));
    accepts(buy("b").qty("5"));
    refuses(buy("c").qty("1"), Reason.POSITION_LIMIT, "position=21, limit=20");
    accepts(sell("d").qty("20").price("200"));
    refuses(sell("e").qty("1").price("200"), Reason.POSITION_LIMIT, "position=-21, limit=20");
    refuses(replace("f", "a").qty("16"), Reason.POSITION_LIMIT, "position=21, limit=20");
    fill("a", Side.BUY, "15", "100");
    assertThat(acme().position()).isEqualTo(parse("15"));
    // Now short at worst by 15 − 20.
    accepts(sell("g").qty("15").price("200"));
    refuses(buy("h").qty("1"), Reason.POSITION_LIMIT, "position=21, limit=20");
  }

  @Test
  void whoIsOverALimitThatWasLoweredMayReduce() {
    venue.limits(limits(A));
    venue.limits(limits(B));
    accepts(buy("a").qty("30"));
    fill("a", Side.BUY, "20", "100");
    venue.limits(limits(A).maxPosition("10").maxGrossExposure("1000"));
    accepts(sell("b").qty("20").price("100"));
    accepts(replace("c", "a").qty("25"));
    refuses(replace("d", "a").qty("31"), Reason.POSITION_LIMIT, "position=31, limit=10");
  }

  @Test
  void sumsOfQuantitiesStayInRange() {
    venue.limits(limits(A));
    venue.reference = "0.00000001";
    for (int i = 0; i < 922; i++) {
      accepts(buy("a" + i).qty("100000000").price("0.00000001"));
    }
    refuses(
        buy("b").qty("100000000").price("0.00000001"),
        Reason.OVERFLOW,
        "qty=100000000, position=92200000000, limit=92233720368.54775807");
    accepts(buy("c").qty("33720368.54775807").price("0.00000001"));
    refuses(
        buy("d").qty("0.00000001").price("0.00000001"),
        Reason.OVERFLOW,
        "qty=0.00000001, position=92233720368.54775807, limit=92233720368.54775807");
    accepts(sell("e").qty("100000000").price("1"));
  }

  @Test
  void grossExposureIsTheLargerWorstCaseAtTheMarkOverAllSymbols() {
    venue.limits(limits(A).maxGrossExposure("3000"));
    accepts(buy("a").qty("10"));
    accepts(sell("b").qty("8").price("500"));
    assertThat(venue.account(A).grossExposure()).isEqualTo(parse("1000"));
    accepts(buy("c").symbol("BOLT").qty("20"));
    assertThat(venue.account(A).grossExposure()).isEqualTo(parse("3000"));
    refuses(buy("d").qty("1"), Reason.GROSS_EXPOSURE, "exposure=3100, limit=3000");
    // The other side has room up to the larger one.
    accepts(sell("e").qty("2").price("500"));
    refuses(sell("f").qty("1"), Reason.GROSS_EXPOSURE, "exposure=3100, limit=3000");
  }

  @Test
  void withoutAReferenceTheMarkIsTheFirstPriceOfTheAccount() {
    venue.limits(limits(A).maxGrossExposure("1000"));
    venue.reference = null;
    refuses(buy("a").qty("11").price("100"), Reason.GROSS_EXPOSURE, "exposure=1100, limit=1000");
    accepts(buy("b").qty("10").price("100"));
    assertThat(acme().mark()).isEqualTo(parse("100"));
  }

  @Test
  void creditIsWhatIsReservedAndWhatIsBooked() {
    venue.limits(limits(A).creditLimit("2000"));
    venue.limits(limits(B));
    accepts(buy("a").qty("10"));
    fill("a", Side.BUY, "10", "100");
    assertThat(venue.account(A).creditUsed()).isEqualTo(parse("1000"));
    refuses(buy("b").qty("10").price("100.01"), Reason.CREDIT_LIMIT, "credit=2000.1, limit=2000");
    accepts(buy("c").qty("10").price("100"));
    refuses(
        replace("d", "c").qty("10").price("101"), Reason.CREDIT_LIMIT, "credit=2010, limit=2000");
    accepts(replace("e", "c").qty("9").price("100"));
    // A sell is valued at the reference when that is higher.
    refuses(sell("f").qty("1").price("50"), Reason.CREDIT_LIMIT, "credit=2100, limit=2000");
  }

  @Test
  void utilisationIsInBasisPointsOfEachLimit() {
    venue.limits(
        limits(A).maxPosition("40").maxGrossExposure("3000").creditLimit("10000").maxOpenOrders(3));
    accepts(buy("a").qty("10"));
    assertThat(venue.account(A).utilisation())
        .containsOnly(
            java.util.Map.entry("maxPosition", 2_500),
            java.util.Map.entry("maxGrossExposure", 3_333),
            java.util.Map.entry("creditLimit", 1_000),
            java.util.Map.entry("maxOpenOrders", 3_333));
  }

  @Test
  void sumsOfMoneyAreThoseOfACurrency() {
    for (String name : List.of(A, FIRM)) {
      for (LimitsBuilder thousand :
          List.of(
              limits(name).creditLimit("1000"),
              limits(name).maxGrossExposure("1000"),
              limits(name).maxNetNotional("1000"))) {
        Venue each = new Venue();
        each.currencies.put("BOLT", "EUR");
        each.limits(limits(A));
        each.limits(thousand);
        assertThat(each.send(buy("a").qty("10")).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(each.send(buy("b").qty("0.01")).verdict().accepted()).isFalse();
        Verdict other = each.send(buy("c").symbol("BOLT").qty("10")).verdict();
        assertThat(other).as("another currency").isEqualTo(Verdict.ACCEPTED);
        assertThat(each.send(buy("d").symbol("BOLT").qty("0.01")).verdict().accepted()).isFalse();
      }
    }
  }
}
