package io.streambook.audit;

import static io.streambook.audit.RecordedVenue.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import io.streambook.book.Phase;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Executions, trades, and the book that they make. */
class MatchingChecksTest extends SmallVenue {
  private static final long ONE = Decimal8.ONE;

  private static RecordedVenue cancelled() {
    return new RecordedVenue()
        .send("AAA", List.of("alice sell s1 10@100", "bob buy b1 4@101", "ops bust k1 of=AAA-3-0"));
  }

  @Test
  void aTradeThatIsCancelledTwice() {
    RecordedVenue cancelled = cancelled();
    List<Found<Execution>> executions = cancelled.symbol("AAA").executions();
    assertThat(cancelled.failed()).isEmpty();
    Found<Execution> buyer = executions.get(executions.size() - 2);
    executions.add(found("executions", 0, 999, buyer.value()));

    assertThat(cancelled.audit(false).get(CancelledTrades.class).verdict())
        .contains("executions-0-999");
  }

  @Test
  void aCancelOfATradeThatWasNot() {
    RecordedVenue cancelled = cancelled();
    cancelled.symbol("AAA").trades().clear();

    assertThat(cancelled.audit(false).get(CancelledTrades.class).verdict())
        .startsWith("FAILED 2 times")
        .endsWith("there was no trade AAA-3-0");
  }

  @ParameterizedTest
  @CsvSource({"1, the buyer alone", "2, the seller alone"})
  void aTradeThatIsCancelledForOneSideOnly(int fromLast, String whom) {
    RecordedVenue cancelled = cancelled();
    List<Found<Execution>> executions = cancelled.symbol("AAA").executions();
    executions.remove(executions.size() - fromLast);

    assertThat(cancelled.audit(false).get(CancelledTrades.class).verdict())
        .startsWith("FAILED 1 times")
        .endsWith(whom);
  }

  @Test
  void aCancelThatDiffersFromItsTrade() {
    RecordedVenue cancelled = cancelled();
    List<Found<Execution>> executions = cancelled.symbol("AAA").executions();
    Found<Execution> seller = executions.get(executions.size() - 1);
    for (Execution other :
        List.of(
            new Copy(seller.value()).lastQty(5 * ONE).execution(),
            new Copy(seller.value()).lastPx(101 * ONE).execution())) {
      executions.set(executions.size() - 1, with(seller, other));
      assertThat(cancelled.audit(false).get(CancelledTrades.class).verdict())
          .endsWith("first " + seller.where() + ": differs from trade AAA-3-0");
    }
  }

  @Test
  void anExecutionTwice() {
    Found<Execution> refusal = execution(ExecType.REJECTED);
    Found<Execution> again = found("executions", 0, 999, refusal.value());
    tape.executions().add(tape.executions().indexOf(refusal) + 1, again);

    assertBroken(again.where(), ExecutionSequences.class, FirstAnswers.class, ReplayAgrees.class);
  }

  @Test
  void anExecutionOfNoLogEntry() {
    Execution last = execution(ExecType.CANCEL_REJECT).value();
    Execution beyond =
        new Copy(last).sequence(tape.lastSequence() + 1).partition(-1).offset(-1).execution();
    tape.executions().add(found("executions", 0, 999, beyond));

    assertBroken("executions-0-999", ExecutionSequences.class, ReplayAgrees.class);
  }

  @Test
  void anExecutionIndexThatIsLeftOut() {
    Found<Execution> fill = execution(ExecType.TRADE);
    change(fill, e -> new Copy(e).index(e.index() + 1).execution());

    assertThat(verdict(ExecutionSequences.class)).contains("first " + fill.where() + ": ");
  }

  @Test
  void aFillThatIsMissing() {
    tape.executions()
        .remove(execution(e -> e.execType() == ExecType.TRADE && e.side() == Side.SELL));

    assertThat(verdict(TradesAreExecuted.class))
        .contains("first " + tape.trades().get(0).where() + ": has no fill for its seller");
  }

  @Test
  void aFillTwice() {
    Found<Execution> fill = execution(ExecType.TRADE);
    tape.executions().add(found("executions", 0, 999, fill.value()));

    assertThat(verdict(TradesAreExecuted.class)).contains("first executions-0-999: a second fill");
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
  void aTradeOfNothing() {
    Found<Trade> trade = tape.trades().get(0);
    tape.trades().set(0, with(trade, copy(trade.value(), 0, trade.value().price(), 0)));

    assertThat(verdict(TradesCouldHappen.class))
        .contains("first " + trade.where() + ": quantity is not positive");
  }

  @Test
  void aTradeOfOrdersThatWereNotAccepted() {
    Found<Trade> trade = tape.trades().get(0);
    Trade t = trade.value();
    String first = "first " + trade.where() + ": ";

    tape.trades().set(0, with(trade, between(t, "b1", t.buyAccount(), 99, t.aggressor())));
    assertThat(verdict(TradesCouldHappen.class)).contains(first + "no BUY order b1 was accepted");
    for (Trade other :
        List.of(
            between(t, "b9", t.buyAccount(), t.buyVenueOrderId(), t.aggressor()),
            between(t, "b1", "carol", t.buyVenueOrderId(), t.aggressor()),
            between(t, "b1", t.buyAccount(), t.sellVenueOrderId(), t.aggressor()))) {
      tape.trades().set(0, with(trade, other));
      assertThat(verdict(TradesCouldHappen.class)).contains(first, "is not what was accepted");
    }
    tape.trades().set(0, with(trade, between(t, "b1", "bob", t.buyVenueOrderId(), Side.UNKNOWN)));
    assertThat(verdict(TradesCouldHappen.class)).contains(first + "no resting order in it");
  }

  /** The price is no one's limit, and while the auction collects the book is crossed. */
  @Test
  void anAuctionTradesAtOnePrice() {
    RecordedVenue auction =
        new RecordedVenue()
            .send(
                "AAA",
                List.of(
                    "phase AUCTION",
                    "alice sell s1 4@98",
                    "bob buy b1 10@102",
                    "phase CONTINUOUS",
                    "carol sell s2 1@102"));
    assertThat(auction.failed()).isEmpty();
    List<Found<Trade>> trades = auction.symbol("AAA").trades();
    Found<Trade> trade = trades.get(0);
    assertThat(trade.value().aggressor()).isEqualTo(Side.UNKNOWN);

    trades.set(0, with(trade, copy(trade.value(), trade.value().qty(), 103 * ONE, 0)));
    assertThat(auction.audit(false).get(TradesCouldHappen.class).verdict())
        .contains("first " + trade.where() + ": price is beyond the limit of b1");
    trades.set(0, with(trade, copy(trade.value(), 0, trade.value().price(), 0)));
    assertThat(auction.audit(false).get(TradesCouldHappen.class).verdict())
        .contains("first " + trade.where() + ": quantity is not positive");
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
  void aStepOfAnOrderThatDoesNotWork() {
    Found<Execution> filled = execution(e -> e.ordStatus() == OrdStatus.FILLED);
    tape.executions().add(found("executions", 0, 999, filled.value()));

    assertThat(verdict(StatusesAddUp.class))
        .contains("first executions-0-999: TRADE of b1: the order does not work");
  }

  @Test
  void anOrderThatIsNewTwice() {
    Execution entered = execution(ExecType.NEW).value();
    tape.executions().add(found("executions", 0, 999, entered));

    assertThat(verdict(StatusesAddUp.class))
        .contains("first executions-0-999: NEW of s1: a second NEW");
  }

  @Test
  void aFillOfNothing() {
    Found<Execution> fill = execution(ExecType.TRADE);
    change(fill, e -> new Copy(e).lastQty(0).cumQty(0).execution());

    assertThat(verdict(StatusesAddUp.class)).contains("first " + fill.where(), "lastQty or qty");
  }

  @Test
  void aRefusalThatChangesItsOrder() {
    Found<Execution> refusal = execution(ExecType.CANCEL_REJECT);
    change(refusal, e -> new Copy(e).status(OrdStatus.CANCELED).execution());

    assertBroken(refusal.where(), StatusesAddUp.class, ReplayAgrees.class);
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

  private static Trade between(
      Trade t, String buyOrderId, String buyAccount, long buyVenueOrderId, Side aggressor) {
    return new Trade(
        t.symbol(),
        t.sequence(),
        t.index(),
        buyOrderId,
        t.sellOrderId(),
        buyAccount,
        t.sellAccount(),
        buyVenueOrderId,
        t.sellVenueOrderId(),
        t.qty(),
        t.price(),
        aggressor,
        t.tradingDay(),
        t.time());
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
