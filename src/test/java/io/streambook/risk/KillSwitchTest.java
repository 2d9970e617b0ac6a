package io.streambook.risk;

import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.cancel;
import static io.streambook.risk.OrderBuilder.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streambook.book.LogEntry;
import io.streambook.book.Reason;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kill switch of an account or its firm. */
class KillSwitchTest extends AccountStage {
  @Test
  void aKillBlocksAndCancelsAfterTheLastAcceptedOrder() {
    venue.limits(limits(A));
    accepts(buy("a"));
    accepts(buy("b").symbol("BOLT"));
    accepts(buy("c"));
    venue.deliverAll();
    venue.limits(limits(A).killed(7));
    assertThat(venue.account(A).killState()).isEqualTo(KillState.KILLING);
    refuses(buy("d"), Reason.KILL_SWITCH, "account=FIRM/A, generation=7");
    refuses(replace("e", "a").qty("5"), Reason.KILL_SWITCH, "account=FIRM/A, generation=7");
    accepts(cancel("f", "a"));
    venue.deliverAll();
    assertThat(venue.account(A).killState()).isEqualTo(KillState.KILLED);
    assertThat(venue.account(A).openOrders()).isZero();
    assertThat(venue.log("ACME"))
        .filteredOn(LogEntry.Symbol.class::isInstance)
        .extracting(entry -> ((LogEntry.Symbol) entry).command().after())
        .containsExactly(0L, 3L);
  }

  @Test
  void aKillWithNothingToCancelIsDoneAtOnce() {
    venue.limits(limits(B));
    accepts(buy("b").account(B));
    venue.limits(limits(A).killed(1));
    assertThat(venue.account(A).killState()).isEqualTo(KillState.KILLED);
  }

  @Test
  void aKillCancelsOnlyWhereSomethingWorks() {
    venue.limits(limits(A));
    accepts(buy("a"));
    accepts(buy("b").symbol("BOLT").tif(TimeInForce.IOC));
    venue.deliverAll();
    assertThat(venue.controls.apply(limits(A).killed(7).offset(50).build(), venue.now))
        .extracting(SymbolCommand.KillCancel::symbol)
        .containsExactly("ACME");
  }

  @Test
  void aLatchIsLiftedOnlyByItsGenerationAndAnOperator() {
    venue.limits(limits(A).killed(7));
    venue.limits(limits(A));
    venue.limits(limits(A).lifted(6, "op"));
    venue.limits(limits(A).lifted(7, ""));
    venue.limits(limits(A).deleted());
    assertThat(venue.account(A).killState()).isEqualTo(KillState.KILLED);
    assertThat(venue.account(A).killGeneration()).isEqualTo(7);
    venue.limits(limits(A).lifted(7, "op").approved());
    assertThat(venue.account(A).killState()).isEqualTo(KillState.ACTIVE);
    accepts(buy("a"));
  }

  @Test
  void aKillOfTheFirmCancelsAndBlocksAllItsAccounts() throws Exception {
    venue.limits(limits(A));
    venue.limits(limits(B));
    venue.limits(limits(OTHER));
    assertThat(venue.controls.limitingFirm(A)).isNull();
    venue.limits(limits(FIRM));
    assertThat(venue.controls.limitingFirm(A)).isEqualTo(FIRM);
    assertThat(venue.controls.limitingFirm(FIRM)).isNull();
    accepts(buy("a"));
    accepts(buy("b").account(B).symbol("BOLT"));
    accepts(buy("x").account(OTHER).price("99"));
    venue.deliverAll();
    assertThat(venue.controls.isKilled(FIRM)).isFalse();
    venue.limits(limits(FIRM).killed(3));
    assertThat(venue.controls.isKilled(FIRM)).isTrue();
    assertThat(venue.account(FIRM).killState()).isEqualTo(KillState.KILLING);
    assertThat(venue.account(FIRM).openOrders()).isEqualTo(2);
    assertThat(venue.account(A).killState()).isEqualTo(KillState.ACTIVE);
    refuses(buy("c"), Reason.KILL_SWITCH, "account=FIRM, generation=3");
    venue.restart(new StoredRows());
    venue.deliverAll();
    assertThat(venue.account(FIRM).killState()).isEqualTo(KillState.KILLED);
    assertThat(venue.account(A).openOrders() + venue.account(B).openOrders()).isZero();
    assertThat(venue.account(OTHER).openOrders()).isEqualTo(1);
    refuses(buy("d").account(B), Reason.KILL_SWITCH, "account=FIRM, generation=3");
    venue.limits(limits(FIRM).lifted(3, "op"));
    accepts(buy("e").account(B));
  }

  @Test
  void ofKillsThatWereMissedTheOneThatIsOnCancels() {
    venue.limits(limits(A));
    accepts(buy("a"));
    venue.deliverAll();
    assertThat(
            venue.controls.applyAtStart(
                List.of(limits(A).killed(7).offset(50).build(), limits(A).offset(51).build()),
                venue.now))
        .extracting(SymbolCommand.KillCancel::symbol, SymbolCommand.KillCancel::offset)
        .containsExactly(tuple("ACME", 50L));
    assertThat(venue.controls.isKilled(A)).isTrue();
  }

  @Test
  void aKillThatWasLiftedBeforeAnybodyReadItCancelsNothing() {
    venue.limits(limits(A));
    accepts(buy("a"));
    venue.deliverAll();
    assertThat(
            venue.controls.applyAtStart(
                List.of(
                    limits(A).killed(7).offset(50).build(),
                    limits(A).lifted(7, "op").approved().offset(51).build()),
                venue.now))
        .isEmpty();
    accepts(buy("b"));
  }

  @Test
  void aKillIsDoneWithTheLastOfItsOrdersAndStaysDone() throws Exception {
    StoredRows stored = new StoredRows();
    venue.limits(limits(A));
    accepts(buy("a"));
    accepts(buy("b").symbol("BOLT"));
    venue.deliverAll();
    venue.limits(limits(A).killed(7));
    venue.restart(stored);
    assertThat(venue.deliver("ACME").orderId()).isEqualTo("a");
    assertThat(venue.account(A).killState()).isEqualTo(KillState.KILLING);
    assertThat(venue.deliver("BOLT").orderId()).isEqualTo("b");
    assertThat(venue.account(A).killState()).isEqualTo(KillState.KILLED);
    venue.restart(stored);
    assertThat(venue.account(A).killState()).isEqualTo(KillState.KILLED);
  }

  @Test
  void theGenerationFallsOnlyWithAKillThatIsLifted() {
    venue.limits(limits(A).killed(7));
    venue.limits(limits(A).killed(5));
    assertThat(venue.account(A).killGeneration()).isEqualTo(7);
    venue.limits(limits(A).killed(9));
    assertThat(venue.account(A).killGeneration()).isEqualTo(9);
    venue.limits(limits(A).lifted(9, "op").approved());
    venue.limits(limits(A).killed(3));
    assertThat(venue.account(A).killGeneration()).isEqualTo(3);
    refuses(buy("a"), Reason.KILL_SWITCH, "account=FIRM/A, generation=3");
  }
}
