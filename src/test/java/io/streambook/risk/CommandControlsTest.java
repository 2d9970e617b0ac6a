package io.streambook.risk;

import static io.streambook.risk.InstrumentBuilder.instrument;
import static io.streambook.risk.OrderBuilder.NOW;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static io.streambook.risk.OrderBuilder.replace;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Action;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import org.junit.jupiter.api.Test;

/** What a command must be, whatever its instrument. */
class CommandControlsTest extends SymbolStage {
  @Test
  void aDefectOfTheDecoderDecides() {
    Verdict defect = Verdict.reject(Reason.INVALID_PRICE, "scale=9, limit=8");
    assertThat(judge(open(), buy("a").defect(defect).qty("0")).verdict()).isEqualTo(defect);
    assertThat(judge(open(), cancel("c", "a").defect(defect)).verdict()).isEqualTo(defect);
  }

  @Test
  void unknownEnumsAreNeverDefaulted() {
    SymbolControls controls = open();
    refuses(
        controls,
        buy("a").action(Action.UNKNOWN),
        Reason.UNSUPPORTED,
        "UNSUPPORTED: action=UNKNOWN");
    refuses(controls, buy("a").side(Side.UNKNOWN), Reason.UNSUPPORTED, "UNSUPPORTED: side=UNKNOWN");
    refuses(
        controls,
        buy("a").type(OrderType.UNKNOWN),
        Reason.UNSUPPORTED,
        "UNSUPPORTED: orderType=UNKNOWN");
    refuses(
        controls,
        cancel("a", "b").tif(TimeInForce.UNKNOWN),
        Reason.UNSUPPORTED,
        "UNSUPPORTED: tif=UNKNOWN");
  }

  @Test
  void orderIdHasOneTo64PrintableCharacters() {
    SymbolControls controls = open();
    accepts(controls, buy("!"));
    accepts(controls, buy("~".repeat(64)));
    refuses(
        controls, buy(""), Reason.INVALID_ORDER_ID, "INVALID_ORDER_ID: orderId length=0, limit=1");
    refuses(
        controls,
        buy("x".repeat(10_000)),
        Reason.INVALID_ORDER_ID,
        "INVALID_ORDER_ID: orderId length=10000, limit=64");
    refuses(
        controls,
        buy("x".repeat(65)),
        Reason.INVALID_ORDER_ID,
        "INVALID_ORDER_ID: orderId length=65, limit=64");
    refuses(
        controls,
        buy("ab\u007f"),
        Reason.INVALID_ORDER_ID,
        "INVALID_ORDER_ID: orderId character=127 at 2, limit=printable ASCII");
    refuses(
        controls,
        buy("é"),
        Reason.INVALID_ORDER_ID,
        "INVALID_ORDER_ID: orderId character=233 at 0, limit=printable ASCII");
  }

  @Test
  void cancelsAndReplacesNameTheirOrder() {
    SymbolControls controls = open();
    refuses(
        controls,
        cancel("c", ""),
        Reason.INVALID_ORDER_ID,
        "INVALID_ORDER_ID: origOrderId length=0, limit=1");
    refuses(
        controls,
        replace("c", "x".repeat(65)),
        Reason.INVALID_ORDER_ID,
        "INVALID_ORDER_ID: origOrderId length=65, limit=64");
  }

  @Test
  void accountIsAnIdWithAFirm() {
    SymbolControls controls = open();
    accepts(controls, buy("a").account("F"));
    refuses(
        controls,
        buy("a").account(""),
        Reason.INVALID_ACCOUNT,
        "INVALID_ACCOUNT: account length=0, limit=1");
    refuses(
        controls,
        buy("a").account("/A"),
        Reason.INVALID_ACCOUNT,
        "INVALID_ACCOUNT: firm length=0, limit=1");
    refuses(
        controls,
        buy("a").account("x".repeat(65)),
        Reason.INVALID_ACCOUNT,
        "INVALID_ACCOUNT: account length=65, limit=64");
  }

  @Test
  void timestampIsAtMostAMinuteAheadAndSevenDaysOld() {
    long minute = 60_000_000L;
    long week = 7 * 24 * 60 * minute;
    SymbolControls controls = open();
    accepts(controls, buy("a").timestamp(NOW + minute));
    accepts(controls, buy("a").timestamp(NOW - week));
    refuses(
        controls,
        buy("a").timestamp(NOW + minute + 1),
        Reason.INVALID_TIMESTAMP,
        "INVALID_TIMESTAMP: timestamp=1700000060000001, limit=1700000060000000");
    refuses(
        controls,
        buy("a").timestamp(NOW - week - 1),
        Reason.INVALID_TIMESTAMP,
        "INVALID_TIMESTAMP: timestamp=1699395199999999, limit=1699395200000000");
    refuses(
        controls,
        buy("a").timestamp(Long.MIN_VALUE),
        Reason.INVALID_TIMESTAMP,
        "INVALID_TIMESTAMP: timestamp=-9223372036854775808, limit=1699395200000000");
  }

  @Test
  void quantityIsAboveZeroAndAtMostAHundredMillion() {
    SymbolControls controls = open();
    refuses(
        controls, buy("a").qty("0"), Reason.INVALID_QTY, "INVALID_QTY: qty=0, limit=0.00000001");
    refuses(
        controls, buy("a").qty("-5"), Reason.INVALID_QTY, "INVALID_QTY: qty=-5, limit=0.00000001");
    refuses(
        controls,
        buy("a").qty("100000000.00000001"),
        Reason.INVALID_QTY,
        "INVALID_QTY: qty=100000000.00000001, limit=100000000");
    // In range: the instrument's own maximum decides.
    refuses(
        controls, buy("a").qty("100000000"), Reason.MAX_QTY, "MAX_QTY: qty=100000000, limit=1000");
  }

  @Test
  void aLimitOrderHasAPriceAndAMarketOrderNone() {
    SymbolControls controls = open();
    refuses(
        controls,
        buy("a").price(null),
        Reason.INVALID_PRICE,
        "INVALID_PRICE: price=none, limit=0.00000001");
    refuses(
        controls,
        buy("a").price("0"),
        Reason.INVALID_PRICE,
        "INVALID_PRICE: price=0, limit=0.00000001");
    refuses(
        controls,
        buy("a").price("-1"),
        Reason.INVALID_PRICE,
        "INVALID_PRICE: price=-1, limit=0.00000001");
    refuses(
        controls,
        buy("a").type(OrderType.MARKET),
        Reason.INVALID_PRICE,
        "INVALID_PRICE: price=100, limit=none on MARKET");
    accepts(controls, buy("a").price("0.05"));
    accepts(controls, buy("a").market());
  }

  @Test
  void aCancelPassesWhateverItIsAbout() {
    long longAgo = 0;
    accepts(new SymbolControls("ACME"), cancel("c", "a").timestamp(longAgo));
    accepts(open(instrument().restricted()), cancel("c", "a").timestamp(longAgo));
    accepts(open(instrument().deleted()), cancel("c", "a"));
    accepts(open(), cancel("c", "a").price("-1").market());
  }
}
