package io.streambook.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.OrderCommand;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import io.streambook.marketdata.TapeTranslator.Count;
import io.streambook.risk.Quote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapeTranslatorTest {
  static final Path OWN = Path.of("src/test/resources/tapes/MOCK_2020-01-02_message.csv");
  static final Path RECORDED =
      Path.of(
          System.getProperty("streambook.nasdaq", "../shared/data/nasdaq"),
          "AMZN_2012-06-21_34200000_57600000_message_1.csv.zst");

  @Test
  void everyMessageBecomesTheseOrders() throws IOException {
    LobsterTape tape = LobsterTape.read(OWN);
    TapeTranslator translator = new TapeTranslator(tape, "T-");

    List<String> orders = new ArrayList<>();
    for (LobsterTape.Message message : tape.messages()) {
      for (OrderCommand order : translator.orders(message, 1)) {
        orders.add(message.line() + ": " + text(order));
      }
    }

    assertThat(orders)
        .containsExactly(
            "1: T-1001 BUY 100 at 100",
            "2: T-1002 BUY 50 at 100",
            "3: T-1003 SELL 80 at 100.1",
            "4: REPLACE T-1001 to 60 at 100",
            "5: T-x5 IOC SELL 60 at 100",
            "7: T-900 BUY 40 at 100",
            "7: CANCEL T-1002",
            "7: T-1002.2 BUY 50 at 100",
            "7: T-x7 IOC SELL 30 at 100",
            "8: T-x8 IOC SELL 10 at 100",
            "9: T-x9 IOC SELL 50 at 100",
            "10: T-1004 SELL 20 at 100.1",
            "11: CANCEL T-1003",
            "11: T-x11 IOC BUY 20 at 100.1",
            "13: T-1005 SELL 10 at 100.2",
            "14: CANCEL T-1005",
            "14: T-1006 BUY 10 at 100.3",
            "15: CANCEL T-1006",
            "15: T-800 BUY 5 at 99.9",
            "15: T-x15 IOC SELL 5 at 99.9",
            "19: T-1010 BUY 10 at 99");
    assertThat(translator.cancelRest(1).stream().map(TapeTranslatorTest::text))
        .containsExactly("CANCEL T-1010");
    assertThat(translator.expected()).hasSize(6);
    assertThat(translator.expected().get(3))
        .isEqualTo(
            new TapeTranslator.Expected("T-x9", "T-1002.2", 50 * Decimal8.ONE, 100 * Decimal8.ONE));
    assertThat(translator.counted(Count.ADDS)).isEqualTo(7);
    assertThat(translator.counted(Count.PARTIAL_CANCELS)).isEqualTo(1);
    assertThat(translator.counted(Count.UNKNOWN)).isEqualTo(2);
    assertThat(translator.counted(Count.EXECUTIONS)).isEqualTo(6);
    assertThat(translator.counted(Count.HIDDEN_EXECUTIONS)).isEqualTo(1);
    assertThat(translator.counted(Count.AUCTIONS)).isEqualTo(1);
    assertThat(translator.counted(Count.HALTS)).isEqualTo(1);
    assertThat(translator.counted(Count.ENTERED_LATE)).isEqualTo(2);
    assertThat(translator.counted(Count.PROVEN_GONE)).isEqualTo(3);
    assertThat(translator.counted(Count.QUEUED_AGAIN)).isEqualTo(1);
  }

  @Test
  void aReducedOrderIsCancelledWhenNothingIsLeft() throws IOException {
    LobsterTape tape = tape("1,1,7,10,1000000,1", "2,2,7,10,1000000,1", "3,3,7,10,1000000,1");

    assertThat(orders(tape, new TapeTranslator(tape, "")))
        .containsExactly("7 BUY 10 at 100", "CANCEL 7");
  }

  @Test
  void anExecutionLargerThanWhatRestsEntersTheOrderAgain() throws IOException {
    LobsterTape tape = tape("1,1,7,10,1000000,-1", "2,4,7,15,1000000,-1", "3,4,7,5,1000000,-1");

    assertThat(orders(tape, new TapeTranslator(tape, "")))
        .containsExactly(
            "7 SELL 10 at 100",
            "CANCEL 7",
            "7.2 SELL 20 at 100",
            "x2 IOC BUY 15 at 100",
            "x3 IOC BUY 5 at 100");
  }

  @Test
  void quotesFollowTheTouch() throws IOException {
    LobsterTape tape =
        tape(
            "1,1,7,10,1000000,1",
            "2,1,8,10,990000,1",
            "3,1,9,30,1010000,-1",
            "4,4,7,4,1000000,1",
            "5,3,9,30,1010000,-1");
    TapeTranslator translator = new TapeTranslator(tape, "");

    List<String> quotes = new ArrayList<>();
    for (LobsterTape.Message message : tape.messages()) {
      translator.orders(message, message.line());
      Quote quote = translator.changedQuote();
      if (quote != null) {
        quotes.add(text(quote));
      }
    }

    assertThat(quotes)
        .containsExactly(
            "1: 10 at 100 / 0 at , last ",
            "3: 10 at 100 / 30 at 101, last ",
            "4: 6 at 100 / 30 at 101, last 100",
            "5: 6 at 100 / 0 at , last 100");
  }

  @Test
  void matchingReproducesTheOwnTape() throws IOException {
    assertThat(reproduced(LobsterTape.read(OWN))).isEqualTo(6);
  }

  @Test
  void matchingReproducesARecordedDay() throws IOException {
    assumeTrue(Files.exists(RECORDED), "skipped: no recorded tape at " + RECORDED.toAbsolutePath());
    LobsterTape tape = LobsterTape.read(RECORDED);

    assertThat(tape.symbol()).isEqualTo("AMZN");
    assertThat(tape.messages()).hasSize(57_515);
    int reproduced = reproduced(tape);
    System.out.println("visible executions reproduced: " + reproduced + " of 8974");
    assertThat(reproduced).isGreaterThanOrEqualTo(8_974 * 99 / 100);
  }

  /** Nothing may be refused, and every trade must be one that the tape asks for. */
  private static int reproduced(LobsterTape tape) {
    TapeTranslator translator = new TapeTranslator(tape, "T");
    PlainVenue venue = new PlainVenue(tape.symbol());
    for (LobsterTape.Message message : tape.messages()) {
      translator.orders(message, message.line()).forEach(venue::apply);
      assertThat(venue.executions)
          .noneMatch(execution -> execution.execType() == ExecType.REJECTED)
          .noneMatch(execution -> execution.execType() == ExecType.CANCEL_REJECT);
      venue.executions.clear();
    }
    Reproduction reproduction = new Reproduction(translator.expected());
    venue.trades.forEach(reproduction::apply);
    assertThat(reproduction.others()).isZero();
    return reproduction.reproduced();
  }

  @Test
  void onlyTheNamedOrderAtThePriceAndSizeIsAReproduction() {
    List<TapeTranslator.Expected> expected =
        List.of(
            new TapeTranslator.Expected("x1", "m1", 10, 100),
            new TapeTranslator.Expected("x2", "m2", 10, 100),
            new TapeTranslator.Expected("x3", "m3", 10, 100),
            new TapeTranslator.Expected("x4", "m4", 10, 100));
    Reproduction reproduction = new Reproduction(expected);

    reproduction.apply(trade("x1", "m1", 10, 100));
    reproduction.apply(trade("x2", "other", 10, 100));
    reproduction.apply(trade("x3", "m3", 9, 100));
    reproduction.apply(trade("x4", "m4", 10, 101));
    reproduction.apply(trade("foreign", "foreign", 10, 101));

    assertThat(reproduction.reproduced()).isEqualTo(1);
    assertThat(reproduction.others()).isEqualTo(3);
    assertThat(reproduction.expected()).isEqualTo(4);
  }

  private static Trade trade(String taker, String maker, long qty, long price) {
    return new Trade(
        "S", 1, 0, maker, taker, "A", "B", 1, 2, qty, price, Side.SELL, PlainVenue.DAY, 1);
  }

  private static LobsterTape tape(String... lines) throws IOException {
    Path file = Files.createTempFile("tape", ".csv");
    try {
      Files.write(file, List.of(lines));
      return LobsterTape.read(file, "S");
    } finally {
      Files.delete(file);
    }
  }

  private static List<String> orders(LobsterTape tape, TapeTranslator translator) {
    return tape.messages().stream()
        .flatMap(message -> translator.orders(message, 1).stream())
        .map(TapeTranslatorTest::text)
        .toList();
  }

  private static String text(Quote quote) {
    return "%d: %s at %s / %s at %s, last %s"
        .formatted(
            quote.timestamp(),
            Decimal8.format(quote.bidSize()),
            Decimal8.format(quote.bid()),
            Decimal8.format(quote.askSize()),
            Decimal8.format(quote.ask()),
            Decimal8.format(quote.last()));
  }

  private static String text(OrderCommand order) {
    if (order.action() == Action.CANCEL) {
      return "CANCEL " + order.origOrderId();
    }
    String what = Decimal8.format(order.qty()) + " at " + Decimal8.format(order.price());
    if (order.action() == Action.REPLACE) {
      return "REPLACE " + order.origOrderId() + " to " + what;
    }
    String tif = order.timeInForce() == TimeInForce.IOC ? " IOC " : " ";
    return order.orderId() + tif + order.side() + " " + what;
  }
}
