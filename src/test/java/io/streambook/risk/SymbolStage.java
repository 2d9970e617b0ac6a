package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.InstrumentBuilder.instrument;
import static io.streambook.risk.OrderBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.Reason;
import io.streambook.book.Verdict;
import java.util.HashMap;
import java.util.Map;

/** Commands of one symbol through its stage, whose reference price is 100. */
abstract class SymbolStage {
  long offset = 100;

  /** Quotes 99.90 to 100.10 on one venue, so the reference is 100. */
  static SymbolControls open(InstrumentBuilder instrument) {
    SymbolControls controls = new SymbolControls("ACME");
    controls.apply(instrument.build(), NOW);
    controls.apply(quote("X", "99.9", "100.1", null, NOW));
    return controls;
  }

  static SymbolControls open() {
    return open(instrument());
  }

  static Quote quote(String venue, String bid, String ask, String last, long time) {
    return new Quote("ACME", venue, price(bid), price(ask), price(last), 0, 0, time, time);
  }

  static long price(String text) {
    return text == null ? Decimal8.NONE : parse(text);
  }

  Judged judge(SymbolControls controls, OrderBuilder order) {
    return controls.judge(order.offset(offset++).build(), NOW);
  }

  void accepts(SymbolControls controls, OrderBuilder order) {
    assertThat(judge(controls, order).verdict()).isEqualTo(Verdict.ACCEPTED);
  }

  void refuses(SymbolControls controls, OrderBuilder order, Reason reason, String text) {
    assertThat(judge(controls, order).verdict()).isEqualTo(new Verdict(reason, text));
  }

  /** Rows as a state has them: what did not change since the last time stays. */
  private final Map<Class<?>, SymbolRow> rows = new HashMap<>();

  SymbolControls restarted(SymbolControls controls) throws Exception {
    controls.saveChanges(
        new SymbolRow.Sink() {
          @Override
          public void put(SymbolRow row) {
            rows.put(row.getClass(), row);
          }

          @Override
          public void removeQuote(String venue) {}
        });
    SymbolControls again = new SymbolControls("ACME");
    rows.values().forEach(again::restore);
    return again;
  }

  static SymbolControls quoted(Quote... quotes) {
    SymbolControls controls = new SymbolControls("ACME");
    controls.apply(instrument().build(), NOW);
    for (Quote quote : quotes) {
      controls.apply(quote);
    }
    return controls;
  }
}
