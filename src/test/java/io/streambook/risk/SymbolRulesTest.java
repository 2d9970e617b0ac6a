package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.replace;
import static io.streambook.risk.OrderBuilder.sell;

import io.streambook.book.Reason;
import io.streambook.book.Side;
import org.junit.jupiter.api.Test;

/** What an account may do in single symbols. */
class SymbolRulesTest extends AccountStage {
  @Test
  void aSymbolMayBeDenied() {
    venue.limits(limits(A).rule("ACME", SymbolRule.Access.DENY));
    refuses(buy("a"), Reason.RESTRICTED_SYMBOL, "symbol=ACME, account=FIRM/A");
    accepts(buy("b").symbol("BOLT"));
    venue.limits(limits(A).rule("ACME", SymbolRule.Access.UNKNOWN));
    refuses(buy("c"), Reason.RESTRICTED_SYMBOL, "symbol=ACME, account=FIRM/A");
  }

  @Test
  void onlyListedSymbolsMayBeAllowed() {
    venue.limits(limits(A).onlyListed().rule("BOLT", SymbolRule.Access.ALLOW));
    refuses(buy("a"), Reason.RESTRICTED_SYMBOL, "symbol=ACME, account=FIRM/A");
    accepts(buy("b").symbol("BOLT"));
    venue.limits(limits(A).onlyListed());
    refuses(buy("c").symbol("BOLT"), Reason.RESTRICTED_SYMBOL, "symbol=BOLT, account=FIRM/A");
  }

  @Test
  void aSymbolMayBeNotSoldShort() {
    venue.limits(limits(A).rule("ACME", SymbolRule.Access.NO_SHORT));
    venue.limits(limits(OTHER));
    refuses(sell("a").qty("1"), Reason.NO_SHORT, "qty=1, limit=0, symbol=ACME");
    trade(A, Side.BUY, "10", "100");
    accepts(sell("b").qty("10").price("200"));
    refuses(sell("c").qty("1").price("200"), Reason.NO_SHORT, "qty=1, limit=0, symbol=ACME");
    accepts(buy("d").qty("1").price("90"));
  }

  @Test
  void aSymbolMayBeReducedOnly() {
    venue.limits(limits(A));
    venue.limits(limits(OTHER));
    trade(A, Side.BUY, "10", "100");
    venue.limits(limits(A).rule("ACME", SymbolRule.Access.REDUCE_ONLY));
    refuses(buy("a").qty("1"), Reason.REDUCE_ONLY, "qty=1, limit=0, symbol=ACME");
    accepts(sell("b").qty("10").price("200"));
    accepts(buy("c").symbol("BOLT"));
  }

  @Test
  void aSymbolMayHaveLimitsOfItsOwn() {
    venue.limits(
        limits(A)
            .maxOrderQty("100")
            .rule(
                new SymbolRule(
                    "ACME", SymbolRule.Access.ALLOW, parse("10"), parse("900"), parse("12"))));
    refuses(
        buy("a").qty("10.00000001").price("1"),
        Reason.MAX_ORDER_QTY,
        "qty=10.00000001, limit=10, symbol=ACME");
    refuses(
        buy("b").qty("10").price("90.00000001"),
        Reason.MAX_NOTIONAL,
        "notional=900.0000001, limit=900, symbol=ACME");
    accepts(buy("c").qty("10").price("90"));
    accepts(buy("d").qty("2").price("90"));
    refuses(
        buy("e").qty("1").price("90"), Reason.POSITION_LIMIT, "position=13, limit=12, symbol=ACME");
    accepts(replace("f", "c").qty("9").price("90"));
    accepts(buy("g").symbol("BOLT").qty("100").price("90"));
  }
}
