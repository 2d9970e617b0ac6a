package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.Conditions;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.OrderType;
import io.streambook.book.RecentTrade;
import io.streambook.book.SelfTradePrevention;
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
  void anOrderWithConditions() throws IOException {
    WorkingOrder order =
        new WorkingOrder(
            7,
            9,
            Side.BUY,
            OrderType.STOP_LIMIT,
            100,
            50,
            20,
            10,
            true,
            TimeInForce.GTD,
            Conditions.of(95, 5, 0, true, 77, SelfTradePrevention.DECREMENT, "g"),
            "f/a",
            "o1",
            "USD");
    byte[] row = rows.order(order);
    assertThat(HEX.formatHex(row))
        .isEqualTo(
            "02"
                + "0000000000000009"
                + "31"
                + "0000000000000064"
                + "0000000000000032"
                + "0000000000000014"
                + "04662f61"
                + "036f31"
                + "04555344"
                + "04475444"
                + "0b53544f505f4c494d4954"
                + "000000000000000a"
                + "01"
                + "000000000000005f"
                + "0000000000000005"
                + "0000000000000000"
                + "01"
                + "000000000000004d"
                + "0a44454352454d454e54"
                + "0267");
    assertThat(rows.order(7, row)).isEqualTo(order);
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
            "02"
                + MARKET
                + "0000000000000000"
                + "0000000000000000"
                + "0000000000000000"
                + "00000000"
                + "08554e4b4e4f574e"
                + "8000000000000000");
    Matching read = rows.matching("ACME", row, List.of(), List.of());
    assertThat(read.state()).isEqualTo(matching.state());
    assertThat(read.rulesVersion()).isEqualTo(Matching.RULES_VERSION);
    Matching old = rows.matching("ACME", HEX.parseHex("01" + MARKET), List.of(), List.of());
    assertThat(old.state()).isEqualTo(matching.state());
  }

  /** As of the first format. */
  private static final String MARKET =
      "00000003"
          + "0000000000000002"
          + "0748414c544544"
          + "10696e737472756d656e74732d302d39"
          + "8000000000000000"
          + "0000000000000000"
          + "00000001"
          + "00000000000f4241";

  @Test
  void aSequencerOfTheFirstFormatIsRead() throws IOException {
    byte[] row =
        HEX.parseHex(
            "01"
                + "0000000000000004"
                + "0000000000000003"
                + "00000003"
                + "00000000000003ea"
                + "00000001"
                + "00000003"
                + "00000000000003ed"
                + "0261"
                + "036231"
                + "01"
                + "044e4557"
                + "04425559"
                + "064c494d4954"
                + "04475443"
                + "0000000005f5e100"
                + "00000002540be400"
                + "0000000000000007"
                + "00"
                + "0000000000000005"
                + "0000000000000008"
                + "00000001"
                + "8000000000000000"
                + "8000000000000000"
                + "04555344"
                + "00"
                + "00"
                + "00000000");
    Sequencer.State read = rows.sequencer("ACME", row).state();
    assertThat(read.rulesVersion()).isZero();
    assertThat(read.lastSequence()).isEqualTo(4);
    Judged held = read.heldOrders().get(0);
    assertThat(held.order().orderId()).isEqualTo("b1");
    assertThat(held.order().conditions()).isSameAs(Conditions.NONE);
    assertThat(held.targetKnown()).isFalse();
  }

  @Test
  void aTradeThatCanBeCancelled() throws IOException {
    RecentTrade trade =
        new RecentTrade(
            5,
            7,
            1,
            3,
            new RecentTrade.Party("f/a", "o1", 6),
            new RecentTrade.Party("f/b", "o2", 7),
            4,
            100,
            "USD",
            true);
    byte[] row = rows.trade(trade);
    assertThat(HEX.formatHex(row))
        .isEqualTo(
            "01"
                + "0000000000000007"
                + "00000001"
                + "00000003"
                + "04662f61"
                + "036f31"
                + "0000000000000006"
                + "04662f62"
                + "036f32"
                + "0000000000000007"
                + "0000000000000004"
                + "0000000000000064"
                + "04555344"
                + "01");
    assertThat(rows.trade(5, row)).isEqualTo(trade);
  }

  @Test
  void theSequencerAndWhatItHolds() throws IOException {
    Sequencer sequencer = new Sequencer("ACME");
    assertThat(HEX.formatHex(rows.sequencer(sequencer)))
        .isEqualTo(
            "04"
                + "00000000"
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
    sequencer.order((Judged) risk.command("a adjust k1 sell 5@ cash=7"), entry -> {});
    sequencer.command((SymbolCommand) risk.command("kill a"), entry -> {});
    sequencer.command((SymbolCommand) risk.command("phase CLOSED"), entry -> {});
    assertThat(rows.sequencer("ACME", rows.sequencer(sequencer)).state())
        .isEqualTo(sequencer.state());
  }

  @Test
  void aFormatOfALaterReleaseIsAnError() {
    assertThatThrownBy(() -> rows.order(1, new byte[] {3}))
        .isInstanceOf(IOException.class)
        .hasMessage("state of a later release: format 3");
  }
}
