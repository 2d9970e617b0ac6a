package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.Sequencer;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Tape;
import io.streambook.book.TestLog;
import io.streambook.book.TimeInForce;
import io.streambook.book.WorkingOrder;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of this release must be read by every later one: their bytes stand here. */
class BookRowsTest {
  private static final HexFormat HEX = HexFormat.of();
  private final BookRows rows = new BookRows();

  @Test
  void anOrder() throws IOException {
    WorkingOrder order =
        new WorkingOrder(7, 9, Side.SELL, 100, 50, 20, TimeInForce.GTC, "f/a", "o1", "USD");
    byte[] row = rows.order(order);
    assertThat(HEX.formatHex(row))
        .isEqualTo(
            "01"
                + "0000000000000009"
                + "32"
                + "0000000000000064"
                + "0000000000000032"
                + "0000000000000014"
                + "31"
                + "04662f61"
                + "036f31"
                + "04555344");
    assertThat(rows.order(7, row)).isEqualTo(order);
    WorkingOrder day =
        new WorkingOrder(8, 8, Side.BUY, -1, 1, 0, TimeInForce.DAY, "", "\u00e9", "");
    assertThat(rows.order(8, rows.order(day))).isEqualTo(day);
    assertThat(rows.order(9, rows.order(day)).account())
        .as("one String for all orders of an account")
        .isSameAs(rows.order(8, rows.order(day)).account());
  }

  @Test
  void theRestOfTheBook() throws IOException {
    Matching matching = new Matching("ACME");
    MatchListener nobody = new Tape();
    for (LogEntry entry : new TestLog("ACME").entries("phase HALTED")) {
      matching.apply(entry, nobody);
    }
    byte[] row = rows.market(matching);
    assertThat(HEX.formatHex(row))
        .isEqualTo(
            "01"
                + "00000001"
                + "0000000000000002"
                + "0748414c544544"
                + "10696e737472756d656e74732d302d39"
                + "8000000000000000"
                + "0000000000000000"
                + "00000001"
                + "00000000000f4241");
    Matching read = rows.matching("ACME", row, List.of());
    assertThat(read.marketState()).isEqualTo(matching.marketState());
    assertThat(read.rulesVersion()).isEqualTo(1);
  }

  @Test
  void theSequencerAndWhatItHolds() throws IOException {
    Sequencer sequencer = new Sequencer("ACME");
    assertThat(HEX.formatHex(rows.sequencer(sequencer)))
        .isEqualTo(
            "01"
                + "0000000000000000"
                + "0000000000000000"
                + "ffffffff"
                + "ffffffffffffffff"
                + "00000000"
                + "00000000");
    TestLog risk = new TestLog("ACME");
    sequencer.order((Judged) risk.command("a buy b1 1@100"), entry -> {});
    risk.command("a buy b2 1@100");
    sequencer.order(
        (Judged) risk.command("a sell s1 1@market9 IOC refused TICK_SIZE"), entry -> {});
    sequencer.command((SymbolCommand) risk.command("kill a"), entry -> {});
    sequencer.command((SymbolCommand) risk.command("phase CLOSED"), entry -> {});
    assertThat(rows.sequencer("ACME", rows.sequencer(sequencer)).state())
        .isEqualTo(sequencer.state());
  }

  @Test
  void aFormatOfALaterReleaseIsAnError() {
    assertThatThrownBy(() -> rows.order(1, new byte[] {2}))
        .isInstanceOf(IOException.class)
        .hasMessage("state of a later release: format 2");
  }
}
