package io.streambook.risk;

import static io.streambook.risk.OrderBuilder.NOW;
import static io.streambook.risk.OrderBuilder.buy;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderType;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import org.junit.jupiter.api.Test;

/** What passes and what does not, on both sides of each boundary; an order is 10 at 100, DAY. */
class ConditionControlsTest {
  private final Market market = new Market();

  ConditionControlsTest() {
    market.evaluate(NOW);
  }

  private void accepts(SymbolControl control, OrderBuilder order) {
    assertThat(control.check(order.build(), market)).isNull();
  }

  private void refuses(SymbolControl control, OrderBuilder order, String text) {
    assertThat(control.check(order.build(), market)).extracting(Verdict::text).isEqualTo(text);
  }

  private static Conditions display(String qty) {
    return conditions(qty, "0", false, 0, "");
  }

  private static Conditions conditions(
      String displayQty, String minQty, boolean postOnly, long expireTime, String group) {
    return Conditions.of(
        Decimal8.NONE,
        Decimal8.parse(displayQty),
        Decimal8.parse(minQty),
        postOnly,
        expireTime,
        SelfTradePrevention.NONE,
        group);
  }

  @Test
  void onlyAStopHasAStopPriceAboveZero() {
    accepts(ConditionControls::stop, buy("a"));
    accepts(ConditionControls::stop, buy("a").stop("0.00000001"));
    accepts(ConditionControls::stop, buy("a").price(null).stop("101"));
    refuses(
        ConditionControls::stop,
        buy("a").stop("0"),
        "INVALID_STOP_PRICE: stopPx=0, limit=0.00000001");
    refuses(
        ConditionControls::stop,
        buy("a").stop("101").type(OrderType.LIMIT),
        "INVALID_STOP_PRICE: stopPx=101, limit=none on LIMIT");
    refuses(
        ConditionControls::stop,
        buy("a").stop("101").tif(TimeInForce.IOC),
        "UNSUPPORTED: stopPx on orderType=STOP_LIMIT, tif=IOC");
  }

  @Test
  void anIcebergShowsAHundredthToAll() {
    accepts(ConditionControls::displayQty, buy("a"));
    accepts(ConditionControls::displayQty, buy("a").conditions(display("0.1")));
    accepts(ConditionControls::displayQty, buy("a").conditions(display("10")));
    refuses(
        ConditionControls::displayQty,
        buy("a").conditions(display("0.09999999")),
        "INVALID_DISPLAY_QTY: displayQty=0.09999999, limit=0.1");
    refuses(
        ConditionControls::displayQty,
        buy("a").conditions(display("10.00000001")),
        "INVALID_DISPLAY_QTY: displayQty=10.00000001, limit=10");
    refuses(
        ConditionControls::displayQty,
        buy("a").conditions(display("1")).tif(TimeInForce.FOK),
        "UNSUPPORTED: displayQty on orderType=LIMIT, tif=FOK");
    refuses(
        ConditionControls::displayQty,
        buy("a").conditions(display("1")).market(),
        "UNSUPPORTED: displayQty on orderType=MARKET, tif=DAY");
  }

  @Test
  void onlyAnIocHasAMinimumQuantityUpToItsQuantity() {
    OrderBuilder ioc = buy("a").tif(TimeInForce.IOC);
    accepts(ConditionControls::minQty, ioc.conditions(conditions("0", "10", false, 0, "")));
    refuses(
        ConditionControls::minQty,
        ioc.conditions(conditions("0", "10.00000001", false, 0, "")),
        "INVALID_MIN_QTY: minQty=10.00000001, limit=10");
    refuses(
        ConditionControls::minQty,
        ioc.conditions(conditions("0", "-1", false, 0, "")),
        "INVALID_MIN_QTY: minQty=-1, limit=0");
    refuses(
        ConditionControls::minQty,
        buy("a").conditions(conditions("0", "1", false, 0, "")),
        "UNSUPPORTED: minQty on orderType=LIMIT, tif=DAY");
  }

  @Test
  void onlyALimitOrderThatRestsIsPostOnly() {
    Conditions post = conditions("0", "0", true, 0, "");
    accepts(ConditionControls::postOnly, buy("a").conditions(post));
    refuses(
        ConditionControls::postOnly,
        buy("a").conditions(post).tif(TimeInForce.IOC),
        "UNSUPPORTED: postOnly on orderType=LIMIT, tif=IOC");
    refuses(
        ConditionControls::postOnly,
        buy("a").conditions(post).market(),
        "UNSUPPORTED: postOnly on orderType=MARKET, tif=DAY");
  }

  @Test
  void onlyAGoodTillDateOrderExpiresAndLater() {
    OrderBuilder gtd = buy("a").tif(TimeInForce.GTD);
    accepts(
        ConditionControls::expireTime, gtd.conditions(conditions("0", "0", false, NOW + 1, "")));
    refuses(
        ConditionControls::expireTime,
        gtd.conditions(conditions("0", "0", false, NOW, "")),
        "INVALID_EXPIRE_TIME: expireTime=" + NOW + ", limit=" + NOW);
    refuses(
        ConditionControls::expireTime,
        buy("a").conditions(conditions("0", "0", false, NOW + 1, "")),
        "UNSUPPORTED: expireTime on orderType=LIMIT, tif=DAY");
  }

  @Test
  void aGroupIsAnId() {
    accepts(
        ConditionControls::selfTradeGroup,
        buy("a").conditions(conditions("0", "0", false, 0, "g".repeat(64))));
    refuses(
        ConditionControls::selfTradeGroup,
        buy("a").conditions(conditions("0", "0", false, 0, "g".repeat(65))),
        "UNSUPPORTED: selfTradeGroup length=65, limit=1 to 64 printable ASCII");
  }

  @Test
  void anOrderThatIsReadTooLateIsStale() {
    accepts(CommandControls::validUntil, buy("a"));
    accepts(CommandControls::validUntil, buy("a").validUntil(NOW));
    refuses(
        CommandControls::validUntil,
        buy("a").validUntil(NOW - 1),
        "STALE_ORDER: time=" + NOW + ", limit=" + (NOW - 1));
  }
}
