package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.InstrumentBuilder.instrument;
import static io.streambook.risk.OrderBuilder.NOW;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static io.streambook.risk.OrderBuilder.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Action;
import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an instrument takes, by its terms and its phase. */
class InstrumentControlsTest extends SymbolStage {
  private static final TimeInForce[] COLUMNS = {
    TimeInForce.DAY,
    TimeInForce.GTC,
    TimeInForce.IOC,
    TimeInForce.FOK,
    TimeInForce.AT_THE_OPEN,
    TimeInForce.AT_THE_CLOSE
  };

  @Test
  void unknownAndDeletedSymbols() {
    SymbolControls unknown = new SymbolControls("ACME");
    Judged judged = judge(unknown, buy("a"));
    assertThat(judged.verdict())
        .isEqualTo(new Verdict(Reason.UNKNOWN_SYMBOL, "UNKNOWN_SYMBOL: symbol=ACME"));
    assertThat(judged.tradingDay()).isZero();
    assertThat(judged.currency()).isEmpty();
    refuses(
        open(instrument().deleted()),
        buy("a"),
        Reason.UNKNOWN_SYMBOL,
        "UNKNOWN_SYMBOL: symbol=ACME");
  }

  @Test
  void restrictedSymbol() {
    refuses(
        open(instrument().restricted()),
        buy("a"),
        Reason.RESTRICTED_SYMBOL,
        "RESTRICTED_SYMBOL: symbol=ACME");
  }

  @Test
  void tick() {
    SymbolControls controls = open();
    accepts(controls, buy("a").price("99.95"));
    refuses(
        controls, buy("a").price("99.96"), Reason.TICK_SIZE, "TICK_SIZE: price=99.96, limit=0.05");
    accepts(controls, buy("a").stop("100.05"));
    refuses(
        controls,
        buy("a").stop("100.06"),
        Reason.TICK_SIZE,
        "TICK_SIZE: stopPx=100.06, limit=0.05");
  }

  @Test
  void anInstrumentWithoutATickFailsClosed() {
    refuses(
        open(instrument().tick("0")), buy("a"), Reason.TICK_SIZE, "TICK_SIZE: price=100, limit=0");
  }

  @Test
  void lotMinimumAndMaximum() {
    SymbolControls controls = open();
    accepts(controls, buy("a").qty("5"));
    accepts(controls, buy("a").qty("1000"));
    refuses(controls, buy("a").qty("7"), Reason.LOT_SIZE, "LOT_SIZE: qty=7, limit=5");
    refuses(controls, buy("a").qty("1005"), Reason.MAX_QTY, "MAX_QTY: qty=1005, limit=1000");
    accepts(controls, buy("a").qty("20").conditions(displayed("10")));
    refuses(
        controls,
        buy("a").qty("20").conditions(displayed("7")),
        Reason.LOT_SIZE,
        "LOT_SIZE: displayQty=7, limit=5");
    accepts(controls, buy("a").qty("20").tif(TimeInForce.IOC).conditions(atLeast("10")));
    refuses(
        controls,
        buy("a").qty("20").tif(TimeInForce.IOC).conditions(atLeast("7")),
        Reason.LOT_SIZE,
        "LOT_SIZE: minQty=7, limit=5");
  }

  private static Conditions displayed(String qty) {
    return Conditions.of(
        Decimal8.NONE, Decimal8.parse(qty), 0, false, 0, SelfTradePrevention.NONE, "");
  }

  private static Conditions atLeast(String qty) {
    return Conditions.of(
        Decimal8.NONE, 0, Decimal8.parse(qty), false, 0, SelfTradePrevention.NONE, "");
  }

  @Test
  void maximumNotional() {
    SymbolControls controls = open(instrument().maxNotional("1000"));
    accepts(controls, buy("a").qty("10").price("100"));
    refuses(
        controls,
        buy("a").qty("10").price("100.05"),
        Reason.MAX_NOTIONAL,
        "MAX_NOTIONAL: notional=1000.5, limit=1000, symbol=ACME");
    accepts(controls, sell("a").qty("10").price("95"));
    accepts(controls, buy("a").qty("5").market());
    refuses(
        controls,
        buy("a").qty("10").market(),
        Reason.MAX_NOTIONAL,
        "MAX_NOTIONAL: notional=1100, limit=1000, symbol=ACME");
  }

  /** Only the account stage knows the position that an order must reduce. */
  @Test
  void anInstrumentThatIsReducedIsToldToTheAccountStage() {
    assertThat(judge(open(instrument().reduceOnly()), buy("a")).reduceOnly()).isTrue();
    assertThat(judge(open(instrument()), buy("a")).reduceOnly()).isFalse();
    assertThat(judge(new SymbolControls("ACME"), buy("a")).reduceOnly()).isFalse();
    accepts(open(instrument().reduceOnly()), buy("a"));
    accepts(open(instrument().reduceOnly()), cancel("c", "a"));
  }

  @Test
  void minimumQuantity() {
    SymbolControls controls = new SymbolControls("ACME");
    Instrument i = instrument().build();
    controls.apply(
        new Instrument(
            i.symbol(),
            i.partition(),
            i.offset(),
            false,
            i.tickSize(),
            parse("1"),
            parse("10"),
            i.maxQty(),
            i.currency(),
            i.phase(),
            i.tradingDay(),
            false,
            i.collarBps(),
            i.bandLow(),
            i.bandHigh(),
            i.referencePrice(),
            i.quoteMaxAgeMillis(),
            i.timestamp(),
            i.operator()),
        NOW);
    controls.apply(quote("X", "99.9", "100.1", null, NOW));
    accepts(controls, buy("a").qty("10"));
    refuses(controls, buy("a").qty("9"), Reason.MIN_QTY, "MIN_QTY: qty=9, limit=10");
  }

  @Test
  void everyPhaseDoesWhatItsTableSays() throws Exception {
    for (String[] row : phaseTable()) {
      for (int column = 0; column < COLUMNS.length; column++) {
        SymbolControls controls = open(instrument().phase(Phase.valueOf(row[0])));
        OrderBuilder order = buy("a").orig("b").action(Action.valueOf(row[1])).tif(COLUMNS[column]);
        Judged judged = judge(controls, row[2].equals("MARKET") ? order.market() : order);
        Reason reason = judged.verdict().reason();
        assertThat(reason == null ? "accept" : reason.name())
            .as(String.join(" ", row) + " " + COLUMNS[column])
            .isEqualTo(row[3 + column]);
      }
    }
  }

  private static List<String[]> phaseTable() throws Exception {
    List<String[]> rows = new ArrayList<>();
    try (InputStream in = SymbolControls.class.getResourceAsStream("phases.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> rows.add(line.split(" +")));
    }
    // Each phase, action and type that there is.
    assertThat(rows).hasSize(Phase.values().length * 3 * 2);
    return rows;
  }

  @Test
  void textOfAPhase() {
    refuses(
        open(instrument().phase(Phase.HALTED)),
        buy("a"),
        Reason.HALTED,
        "HALTED: phase=HALTED, limit=CONTINUOUS");
    refuses(
        open(instrument().phase(Phase.CLOSED)),
        buy("a"),
        Reason.CLOSED,
        "CLOSED: phase=CLOSED, limit=CONTINUOUS");
  }

  @Test
  void theFirstFailureDecides() {
    refuses(
        open(instrument().phase(Phase.HALTED)),
        buy("a").price("99.96").qty("7"),
        Reason.HALTED,
        "HALTED: phase=HALTED, limit=CONTINUOUS");
    refuses(
        open(),
        buy("a").price("150.01").qty("7"),
        Reason.TICK_SIZE,
        "TICK_SIZE: price=150.01, limit=0.05");
  }
}
