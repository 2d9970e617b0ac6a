package io.streambook.audit;

import static io.streambook.audit.RecordedVenue.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import io.streambook.book.Phase;
import io.streambook.book.Trade;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Executions, trades, and the book that they make. */
class MatchingChecksTest extends SmallVenue {
  private static final long ONE = Decimal8.ONE;

  @Test
  void aTradeThatIsCancelledTwice() {
    RecordedVenue cancelled =
        new RecordedVenue()
            .send(
                "AAA",
                List.of("alice sell s1 10@100", "bob buy b1 4@101", "ops bust k1 of=AAA-3-0"));
    List<Found<Execution>> executions = cancelled.symbol("AAA").executions();
    assertThat(cancelled.failed()).isEmpty();
    Found<Execution> buyer = executions.get(executions.size() - 2);
    executions.add(found("executions", 0, 999, buyer.value()));

    assertThat(cancelled.audit(false).get(CancelledTrades.class).verdict())
        .contains("executions-0-999");
  }

  @Test
  void anExecutionTwice() {
    Found<Execution> refusal = execution(ExecType.REJECTED);
    Found<Execution> again = found("executions", 0, 999, refusal.value());
    tape.executions().add(tape.executions().indexOf(refusal) + 1, again);

    assertBroken(again.where(), ExecutionSequences.class, FirstAnswers.class, ReplayAgrees.class);
  }

  @Test
  void aTradeThatIsMissing() {
    Trade trade = tape.trades().remove(1).value();
    Found<Execution> firstFill =
        execution(e -> e.sequence() == trade.sequence() && e.execType() == ExecType.TRADE);

    assertBroken(firstFill.where(), TradesAreExecuted.class, ReplayAgrees.class);
  }

  @Test
  void aTradeTwice() {
    Found<Trade> again = found("trades", 0, 999, tape.trades().get(1).value());
    tape.trades().add(again);

    assertBroken(again.where(), TradeSequences.class, NothingOverfilled.class, ReplayAgrees.class);
  }

  @Test
  void aTradeBeyondALimit() {
    // In all three records, so that they agree with each other.
    long price = 102 * ONE;
    Found<Trade> trade = tape.trades().get(0);
    tape.trades().set(0, with(trade, copy(trade.value(), trade.value().qty(), price, 0)));
    for (Found<Execution> fill : List.copyOf(tape.executions())) {
      if (fill.value().execType() == ExecType.TRADE
          && fill.value().sequence() == trade.value().sequence()) {
        change(fill, e -> new Copy(e).lastPx(price).execution());
      }
    }

    assertBroken(trade.where(), TradesCouldHappen.class, ReplayAgrees.class);
  }

  @Test
  void aTradeAtTheTakersPrice() {
    Found<Trade> trade = tape.trades().get(0);
    tape.trades().set(0, with(trade, copy(trade.value(), trade.value().qty(), 101 * ONE, 0)));

    assertThat(verdict(TradesCouldHappen.class))
        .contains("first " + trade.where() + ": price is not that of s1");
  }

  @Test
  void aFillThatDiffersFromItsTrade() {
    Found<Execution> fill = execution(ExecType.TRADE);
    change(fill, e -> new Copy(e).lastPx(e.lastPx() + 1).execution());

    assertBroken(fill.where(), TradesAreExecuted.class, ReplayAgrees.class);
  }

  @Test
  void moreTradedThanAccepted() {
    Found<Trade> trade = tape.trades().get(1);
    tape.trades().set(1, with(trade, copy(trade.value(), ONE + 1, trade.value().price(), 0)));

    assertThat(verdict(NothingOverfilled.class))
        .contains("first " + trade.where() + ": order b2 traded 1.00000001 of 1");
  }

  @Test
  void aCumQtyThatDoesNotAddUp() {
    Found<Execution> fill = execution(e -> e.ordStatus() == OrdStatus.FILLED);
    change(fill, e -> new Copy(e).cumQty(e.cumQty() + 1).execution());

    assertBroken(fill.where(), StatusesAddUp.class, ReplayAgrees.class);
  }

  @Test
  void aStatusThatDoesNotFollow() {
    Found<Execution> replaced = execution(ExecType.REPLACED);
    change(replaced, e -> new Copy(e).status(OrdStatus.PARTIALLY_FILLED).execution());

    assertBroken(replaced.where(), StatusesAddUp.class, ReplayAgrees.class);
  }

  @Test
  void aBookThatIsCrossed() {
    Found<Execution> replaced = execution(ExecType.REPLACED);
    change(replaced, e -> new Copy(e).price(100 * ONE).execution());

    assertBroken(replaced.where(), NoCrossedBook.class, ReplayAgrees.class);
  }

  @Test
  void aSnapshotThatIsCrossed() {
    List<BookSnapshot.Level> level = List.of(new BookSnapshot.Level(5, 1, 1));
    venue.books.add(
        found("book", 1, 2, new BookSnapshot("AAA", 1, Phase.CONTINUOUS, 5, level, level, 1)));

    assertBroken("book-1-2", NoCrossedBook.class);
  }

  @Test
  void aTradeThatTheReplayGivesOtherwise() {
    Found<Trade> trade = tape.trades().get(1);
    Trade t = trade.value();
    tape.trades().set(1, with(trade, copy(t, t.qty(), t.price(), 1)));

    assertBroken(trade.where(), ReplayAgrees.class);
  }

  private static Trade copy(Trade t, long qty, long price, long later) {
    return new Trade(
        t.symbol(),
        t.sequence(),
        t.index(),
        t.buyOrderId(),
        t.sellOrderId(),
        t.buyAccount(),
        t.sellAccount(),
        t.buyVenueOrderId(),
        t.sellVenueOrderId(),
        qty,
        price,
        t.aggressor(),
        t.tradingDay(),
        t.time() + later);
  }
}
