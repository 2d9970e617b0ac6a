package io.streambook.audit;

import static io.streambook.audit.RecordedVenue.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import io.streambook.book.Reason;
import io.streambook.book.SymbolCommand;
import io.streambook.contract.Decoded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was sent, the log, and the first answers to it. */
class LogChecksTest extends SmallVenue {
  @Test
  void aRecordThatCantBeDecoded() {
    venue.unreadable.add(found("trades", 2, 7, "MALFORMED_AVRO: of no use"));

    assertBroken("trades-2-7", Decodable.class);
  }

  @Test
  void anOrderWithoutTrace() {
    venue.sent.add(found("orders", 0, 9_999, new Decoded.Value<>(sent(6))));

    assertBroken("orders-0-9999", EveryOrderOnce.class);
  }

  @Test
  void anOrderInTheLogAndInTheDeadLetters() {
    venue.deadLetters.add(found("dead-letters", 0, 5, new Tape.Place(0, sent(0).offset())));

    assertBroken("dead-letters-0-5", EveryOrderOnce.class);
  }

  @Test
  void aLogEntryOfAnOrderThatNobodySent() {
    String entry = logEntry("b2").where();
    venue.sent.remove(2);

    assertBroken(entry, EveryOrderOnce.class);
  }

  /** The log is kept for longer than the orders it is made of. */
  @Test
  void ordersThatRetentionTookAreUnproven() {
    venue.ordersBegin.put(0, sent(2).offset());
    venue.sent.remove(0);
    venue.sent.remove(0);

    assertThat(venue.failed()).isEmpty();
    assertThat(verdict(EveryOrderOnce.class)).startsWith("ok, 2 more unproven");
  }

  @Test
  void anUnreadableOrderWhoseDeadLetterRetentionMayHaveTakenIsUnproven() {
    venue.sent.add(found("orders", 0, 9_999, new Decoded.Dead<>(null)));
    assertBroken("orders-0-9999", EveryOrderOnce.class);

    venue.deadLettersAreWhole = false;
    assertThat(venue.failed()).isEmpty();
    assertThat(verdict(EveryOrderOnce.class)).startsWith("ok, 1 more unproven");

    tape.log().remove(logEntry("b3"));
    assertThat(verdict(EveryOrderOnce.class)).contains("neither in the log");
  }

  @Test
  void anOrderThatIsInTheDeadLettersOnlyIsFine() {
    venue.sent.add(found("orders", 0, 9_999, new Decoded.Dead<>(null)));
    venue.deadLetters.add(found("dead-letters", 0, 5, new Tape.Place(0, 9_999)));

    assertThat(venue.failed()).isEmpty();
  }

  @Test
  void anOrderThatIsNotAsItWasSent() {
    OrderCommand o = sent(3);
    OrderCommand other =
        new OrderCommand(
            o.partition(),
            o.offset(),
            o.symbol(),
            o.account(),
            o.orderId(),
            o.origOrderId(),
            o.action(),
            o.side(),
            o.orderType(),
            o.timeInForce(),
            o.qty() + 1,
            o.price(),
            o.timestamp(),
            null);
    venue.sent.set(3, found("orders", 0, o.offset(), new Decoded.Value<>(other)));

    assertBroken(logEntry("c1").where(), LogIsAsSent.class);
  }

  @Test
  void aLogEntryOfARecordThatCantBeDecoded() {
    venue.sent.set(3, found("orders", 0, sent(3).offset(), new Decoded.Dead<>(null)));

    assertBroken(logEntry("c1").where(), LogIsAsSent.class);
  }

  @Test
  void aLogWithAGap() {
    tape.log().remove(0);

    assertBroken(tape.log().get(0).where(), LogKeepsOrder.class);
  }

  @Test
  void anOrderThatOvertakesAnother() {
    Found<LogEntry> first = logEntry("b2");
    Found<LogEntry> second = logEntry("c1");
    exchange(first, second);

    assertThat(verdict(LogKeepsOrder.class)).contains("first " + first.where() + ": order 4");
  }

  @Test
  void aLogThatDoesNotBeginWithItsRules() {
    Found<LogEntry> first = tape.log().get(0);
    SymbolCommand expire = new SymbolCommand.Expire("AAA", 0, 0, 0, 1);
    tape.log().set(0, with(first, new LogEntry.Symbol(1, expire)));

    assertThat(verdict(LogKeepsOrder.class)).contains("first " + first.where() + ": the log does");
  }

  @Test
  void anOrderThatStandsBeforeAnotherOfItsTopic() {
    Found<LogEntry> first = logEntry("b2");
    Found<LogEntry> second = logEntry("c1");
    LogEntry.Order one = (LogEntry.Order) first.value();
    LogEntry.Order other = (LogEntry.Order) second.value();
    tape.log().set(tape.log().indexOf(first), with(first, numbered(one, other)));
    tape.log().set(tape.log().indexOf(second), with(second, numbered(other, one)));

    assertThat(verdict(LogKeepsOrder.class)).contains("first " + second.where() + ": offset ");
  }

  /** The order of another entry under the number of this one. */
  private static LogEntry numbered(LogEntry.Order place, LogEntry.Order of) {
    Judged judged = of.judged();
    return new LogEntry.Order(
        place.sequence(),
        new Judged(
            judged.order(),
            place.judged().number(),
            judged.time(),
            judged.tradingDay(),
            judged.reference(),
            judged.protectionLimit(),
            judged.currency(),
            judged.verdict()));
  }

  @Test
  void aKillThatOvertakesAnOrder() {
    RecordedVenue killed =
        new RecordedVenue()
            .send("AAA", List.of("alice sell s1 10@100", "bob buy b1 4@100", "kill alice"));
    List<Found<LogEntry>> log = killed.symbol("AAA").log();
    Found<LogEntry> kill = log.get(log.size() - 1);
    assertThat(killed.failed()).isEmpty();
    SymbolCommand made = ((LogEntry.Symbol) kill.value()).command();
    SymbolCommand early =
        new SymbolCommand.KillCancel(
            "AAA",
            made.after() + 1,
            made.partition(),
            made.offset(),
            made.time(),
            made.tradingDay(),
            "alice");
    log.set(log.size() - 1, with(kill, new LogEntry.Symbol(kill.value().sequence(), early)));

    assertThat(killed.failed()).containsExactly(LogKeepsOrder.class);
  }

  @Test
  void anOrderWithoutAnAnswer() {
    tape.executions().remove(execution(ExecType.REJECTED));

    assertBroken(logEntry("b3").where(), FirstAnswers.class, ReplayAgrees.class);
  }

  @Test
  void anAnswerToAnotherOrder() {
    Found<Execution> refusal = execution(ExecType.REJECTED);
    change(refusal, e -> new Copy(e).offset(1).execution());

    assertBroken(refusal.where(), FirstAnswers.class, ReplayAgrees.class);
  }

  @Test
  void anAnswerThatTheVerdictForbids() {
    Found<Execution> refusal = execution(ExecType.REJECTED);
    change(refusal, e -> new Copy(e).type(ExecType.CANCEL_REJECT).execution());

    assertBroken(refusal.where(), FirstAnswers.class, ReplayAgrees.class);
  }

  @Test
  void anAnswerForAnotherReason() {
    Found<Execution> refusal = execution(ExecType.REJECTED);
    change(refusal, e -> new Copy(e).reason(Reason.LOT_SIZE).execution());

    assertBroken(refusal.where(), FirstAnswers.class, ReplayAgrees.class);
  }

  @Test
  void anOrderIdAcceptedTwice() {
    RecordedVenue twice =
        new RecordedVenue()
            .send("AAA", List.of("alice sell s1 1@100", "bob buy b1 1@100"))
            .send("BBB", List.of("alice sell s1 1@100"));

    assertThat(twice.failed()).containsExactly(NoOrderTwice.class);
    assertThat(twice.audit(false).get(NoOrderTwice.class).verdict())
        .contains("first " + twice.symbol("BBB").log().get(1).where() + ":");
  }

  private static RecordedVenue recorded(String... lines) {
    return new RecordedVenue().send("AAA", List.of(lines));
  }

  @Test
  void anIdIsFreeOnTheSecondTradingDayAfterItsOrderEnded() {
    String[] ended = {"alice sell s1 1@100", "bob buy b1 1@100"};
    RecordedVenue venue =
        recorded(
            ended[0], ended[1], "day 2", "alice sell s2 1@110", "day 3", "alice sell s1 1@110");
    assertThat(venue.failed()).isEmpty();

    venue = recorded(ended[0], ended[1], "day 2", "alice sell s2 1@110", "alice sell s1 1@110");
    assertThat(venue.failed()).containsExactly(NoOrderTwice.class);
    // The days on which the account does nothing don't count.
    venue = recorded(ended[0], ended[1], "day 2", "day 9", "alice sell s1 1@110");
    assertThat(venue.failed()).containsExactly(NoOrderTwice.class);
  }

  @Test
  void anIdIsTakenWhileItsOrderWorks() {
    String[] days = {"day 2", "alice sell s2 1@110", "day 3", "alice sell s3 1@110"};
    RecordedVenue venue =
        recorded("alice sell s1 1@105 GTC", "bob buy b1 1@100", days[0], days[1], days[2], days[3]);
    venue.send("BBB", List.of("day 3", "alice sell s1 1@110", "bob buy b2 1@110"));
    assertThat(venue.failed()).contains(NoOrderTwice.class);

    // It ends on day 3: the second day after is 5.
    List<String> cancelled =
        new ArrayList<>(List.of("alice sell s1 1@105 GTC", days[0], days[1], days[2], days[3]));
    cancelled.addAll(List.of("alice cancel c1 of s1", "bob buy b1 1@110", "day 4"));
    cancelled.addAll(List.of("alice sell s4 1@110", "bob buy b2 1@110"));
    List<String> early = new ArrayList<>(cancelled);
    early.add("alice sell s1 1@110");
    assertThat(new RecordedVenue().send("AAA", early).failed()).containsExactly(NoOrderTwice.class);
    List<String> late = new ArrayList<>(cancelled);
    late.addAll(List.of("day 5", "alice sell s1 1@110"));
    assertThat(new RecordedVenue().send("AAA", late).failed()).isEmpty();
  }

  @Test
  void theIdOfAReplaceIsTakenAsLongAsThatOfItsOrder() {
    String[] lines = {
      "alice sell s1 2@105 GTC",
      "alice replace r1 of s1 sell 1@105",
      "day 2",
      "alice sell s2 1@110",
      "bob buy b1 1@105",
      "day 3",
      "alice sell s3 1@110"
    };
    List<String> early = new ArrayList<>(List.of(lines));
    early.add("alice sell r1 1@110");
    assertThat(new RecordedVenue().send("AAA", early).failed()).containsExactly(NoOrderTwice.class);
    List<String> late = new ArrayList<>(List.of(lines));
    late.addAll(List.of("day 4", "alice replace r1 of s3 sell 1@111"));
    assertThat(new RecordedVenue().send("AAA", late).failed()).isEmpty();

    // Of an order that nobody has: only for two days after.
    RecordedVenue unknown =
        recorded(
            "alice replace r1 of none sell 1@105",
            "alice sell s1 1@100",
            "bob buy b1 1@100",
            "day 2",
            "alice adjust k1 sell 5@ cash=7",
            "day 3",
            "alice adjust r1 sell 5@ cash=7");
    assertThat(unknown.failed()).isEmpty();
  }

  @Test
  void anIdOfAnAdjustmentIsTakenToo() {
    assertThat(
            recorded("bob sell s1 1@100", "alice buy b1 1@100", "alice adjust b1 sell 5@ cash=7")
                .failed())
        .containsExactly(NoOrderTwice.class);
  }

  /** Its days may have begun in the one symbol while the other one was still behind. */
  @Test
  void whatMayHaveBeenLawfulAcrossSymbolsPasses() {
    List<String> first = List.of("alice sell s1 1@100", "bob buy b1 1@100");
    List<String> days = List.of("day 8", "alice sell s8 1@100", "day 9", "alice sell s9 1@100");
    List<String> again = List.of("alice sell s1 1@100");
    assertThat(new RecordedVenue().send("AAA", first).send("B", days).send("C", again).failed())
        .isEmpty();

    // Here both had taken it before those days.
    assertThat(new RecordedVenue().send("AAA", first).send("C", again).send("B", days).failed())
        .containsExactly(NoOrderTwice.class);
  }
}
