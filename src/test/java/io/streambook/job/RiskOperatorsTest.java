package io.streambook.job;

import static io.streambook.book.Decimal8.parse;
import static io.streambook.risk.InstrumentBuilder.instrument;
import static io.streambook.risk.LimitsBuilder.limits;
import static io.streambook.risk.OrderBuilder.NOW;
import static io.streambook.risk.OrderBuilder.buy;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.BandAction;
import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import io.streambook.book.Verdict;
import io.streambook.risk.AccountControls;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.Instrument;
import io.streambook.risk.KillState;
import io.streambook.risk.OrderBuilder;
import io.streambook.risk.Quote;
import io.streambook.risk.RiskLimits;
import io.streambook.venue.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both stages of risk on RocksDB, with a restart in the middle. */
class RiskOperatorsTest {
  private static final String A = "FIRM/A";
  private static final int ONE_ON_THE_HEAP = 1;

  private KeyedTwoInputStreamOperatorTestHarness<String, Object, Object, Object> harness;
  private StageOperator operator;
  private KeySelector<Object, String> key;

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void symbolStage(Bootstrap<Instrument> bootstrap) throws Exception {
    start(new SymbolControlsOperator(bootstrap, ONE_ON_THE_HEAP), RiskOperatorsTest::symbol, null);
  }

  private void accountStage(Bootstrap<RiskLimits> bootstrap) throws Exception {
    start(new AccountControlsOperator(bootstrap, ONE_ON_THE_HEAP), RiskOperatorsTest::firm, null);
  }

  private void start(
      StageOperator started, KeySelector<Object, String> by, OperatorSubtaskState from)
      throws Exception {
    operator = started;
    key = by;
    open(from);
    harness.processElement2(new StreamRecord<>(new Recovery.Begin(false)));
    harness.processElement2(new StreamRecord<>(new Recovery.Go(0)));
  }

  private void open(OperatorSubtaskState from) throws Exception {
    harness = new KeyedTwoInputStreamOperatorTestHarness<>(operator, key, told -> "", Types.STRING);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    harness.setProcessingTime(NOW / 1000);
    harness.setup(new MessageSerializer());
    if (from != null) {
      harness.initializeState(from);
    }
    harness.open();
  }

  /** Snapshot, end, and start of a new one from the snapshot. */
  private void restart(StageOperator next) throws Exception {
    operator.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    start(next, key, state);
  }

  private static String symbol(Object message) {
    if (message instanceof OrderCommand order) {
      return order.symbol();
    } else if (message instanceof Quote quote) {
      return quote.symbol();
    } else if (message instanceof MarketState state) {
      return state.symbol();
    }
    return ((Instrument) message).symbol();
  }

  private static String firm(Object message) {
    if (message instanceof Judged judged) {
      return AccountControls.firm(judged.order().account());
    } else if (message instanceof Execution execution) {
      return AccountControls.firm(execution.account());
    }
    return AccountControls.firm(((RiskLimits) message).account());
  }

  private void send(Object message) throws Exception {
    harness.processElement1(new StreamRecord<>(message));
  }

  /** What came out since the last call. */
  private List<Object> out() {
    List<Object> values = new ArrayList<>();
    for (Object element : harness.getOutput()) {
      values.add(((StreamRecord<?>) element).getValue());
    }
    harness.getOutput().clear();
    return values;
  }

  private List<Object> side(OutputTag<Object> tag) {
    Queue<StreamRecord<Object>> records = harness.getSideOutput(tag);
    List<Object> values = new ArrayList<>();
    if (records != null) {
      records.forEach(record -> values.add(record.getValue()));
      records.clear();
    }
    return values;
  }

  private Judged judge(Object message) throws Exception {
    send(message);
    List<Object> out = out();
    assertThat(out).hasSize(1);
    return (Judged) out.get(0);
  }

  // ---- symbols

  private static Quote quote(String symbol, String bid, String ask) {
    return new Quote(symbol, "X", parse(bid), parse(ask), Decimal8.NONE, 0, 0, NOW, NOW);
  }

  private static SymbolCommand.PhaseChange change(
      String symbol, long after, long offset, Phase phase, String reference) {
    return new SymbolCommand.PhaseChange(
        symbol,
        after,
        0,
        offset,
        NOW,
        20_000,
        phase,
        reference == null ? Decimal8.NONE : parse(reference),
        instrument().build().terms());
  }

  /** A pause of the band ends by itself, also one that began before a restart. */
  @Test
  void aPauseEndsAfterARestart() throws Exception {
    symbolStage(List::of);
    send(instrument().offset(4).dynamicBand(500, BandAction.PAUSE, 1).build());
    send(paused());
    side(SymbolControlsOperator.PHASE_CHANGES);
    restart(new SymbolControlsOperator(List::of, ONE_ON_THE_HEAP));
    harness.setProcessingTime(NOW / 1000 + 999);
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES)).isEmpty();
    harness.setProcessingTime(NOW / 1000 + 2_000);
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES))
        .singleElement()
        .matches(change -> ((SymbolCommand.PhaseChange) change).endsPause());
  }

  private static MarketState paused() {
    MarketState.Pause pause = new MarketState.Pause(5, NOW);
    return new MarketState("ACME", 7, Phase.AUCTION, "", Decimal8.NONE, 0, 20_000, NOW, pause);
  }

  /** Nobody tells of it again, unless an order comes. */
  @Test
  void aPauseEndsThatIsToldBeforeAStartKnowsTheInstrument() throws Exception {
    Instrument known = instrument().offset(4).dynamicBand(500, BandAction.PAUSE, 1).build();
    operator = new SymbolControlsOperator(() -> List.of(known), ONE_ON_THE_HEAP);
    key = RiskOperatorsTest::symbol;
    open(null);
    harness.processElement2(new StreamRecord<>(new Recovery.Begin(true)));
    send(paused());
    harness.processElement2(new StreamRecord<>(new Recovery.Go(0)));
    side(SymbolControlsOperator.PHASE_CHANGES);
    harness.setProcessingTime(NOW / 1000 + 2_000);
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES))
        .singleElement()
        .matches(change -> ((SymbolCommand.PhaseChange) change).endsPause());
  }

  /** NOW is 2023-11-14T22:13:20Z. */
  private static final String SCHEDULE = "UTC,22:13:21=CONTINUOUS,22:13:25=CLOSED";

  private static SymbolCommand.PhaseChange step(
      String symbol, long after, long seconds, Phase phase, int late) {
    long instant = NOW + seconds * 1_000_000;
    return new SymbolCommand.PhaseChange(
        symbol,
        after,
        SymbolCommand.PhaseChange.SCHEDULED,
        instant,
        instant + late * 1_000L,
        20_000,
        phase,
        Decimal8.NONE,
        instrument().build().terms());
  }

  /** A schedule is followed also after a restart from before a step, with the same command. */
  @Test
  void aScheduleIsFollowedThroughRestarts() throws Exception {
    symbolStage(List::of);
    send(instrument().offset(4).schedule(SCHEDULE).build());
    send(instrument().symbol("BOLT").offset(5).schedule(SCHEDULE).build());
    send(instrument().symbol("CALM").offset(6).build());
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES)).hasSize(3);
    harness.setProcessingTime(NOW / 1000 + 750);
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES)).isEmpty();
    operator.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState before = harness.snapshot(1, 1);
    harness.setProcessingTime(NOW / 1000 + 1_000);
    List<Object> steps = side(SymbolControlsOperator.PHASE_CHANGES);
    assertThat(steps)
        .containsExactly(
            step("ACME", 1, 1, Phase.CONTINUOUS, 0), step("BOLT", 1, 1, Phase.CONTINUOUS, 0));
    harness.close();

    start(new SymbolControlsOperator(List::of, ONE_ON_THE_HEAP), key, before);
    harness.setProcessingTime(NOW / 1000 + 1_000);
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES)).as("again").isEqualTo(steps);
    restart(new SymbolControlsOperator(List::of, ONE_ON_THE_HEAP));
    harness.setProcessingTime(NOW / 1000 + 1_250);
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES)).as("taken").isEmpty();

    restart(new SymbolControlsOperator(List::of, ONE_ON_THE_HEAP));
    send(instrument().symbol("BOLT").offset(7).phase(Phase.HALTED).schedule(SCHEDULE).build());
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES)).hasSize(1);
    harness.setProcessingTime(NOW / 1000 + 86_410_000);
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES))
        .as("of the steps that were missed the last one; a halt wins")
        .containsExactly(step("ACME", 2, 86_405, Phase.CLOSED, 5_000));
  }

  /** What the log has of a step is not said again after a restart from before it. */
  @Test
  void aStepThatTheLogHasIsTaken() throws Exception {
    symbolStage(List::of);
    send(instrument().offset(4).schedule(SCHEDULE).build());
    operator.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState before = harness.snapshot(1, 1);
    harness.close();
    operator = new SymbolControlsOperator(List::of, ONE_ON_THE_HEAP);
    open(before);
    harness.processElement2(new StreamRecord<>(new Recovery.Begin(false)));
    harness.processElement2(
        new StreamRecord<>(
            new Recovery.Entry(new LogEntry.Symbol(3, step("ACME", 1, 1, Phase.CONTINUOUS, 0)))));
    harness.processElement2(new StreamRecord<>(new Recovery.Go(0)));
    harness.setProcessingTime(NOW / 1000 + 4_750);
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES)).isEmpty();
    harness.setProcessingTime(NOW / 1000 + 5_000);
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES))
        .containsExactly(step("ACME", 2, 5, Phase.CLOSED, 0));
  }

  @Test
  void theSymbolStageGoesOnWhereItWas() throws Exception {
    symbolStage(List::of);
    send(instrument().offset(4).build());
    send(instrument().symbol("BOLT").offset(5).build());
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES))
        .containsExactly(
            change("ACME", 0, 4, Phase.CONTINUOUS, null),
            change("BOLT", 0, 5, Phase.CONTINUOUS, null));
    send(quote("ACME", "99", "101"));
    send(quote("BOLT", "9", "11"));
    assertThat(judge(buy("a").offset(10).build()).number()).isEqualTo(2);
    assertThat(judge(buy("b").offset(11).build()).number()).isEqualTo(3);
    send(new MarketState("BOLT", 7, Phase.CONTINUOUS, "", parse("12"), NOW, 20_000, NOW));

    restart(new SymbolControlsOperator(List::of, ONE_ON_THE_HEAP));

    send(buy("b").offset(11).build());
    assertThat(out()).as("seen before the restart").isEmpty();
    Judged next = judge(buy("c").offset(12).build());
    assertThat(next.number()).isEqualTo(4);
    assertThat(next.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(next.reference()).isEqualTo(parse("100"));
    send(new Quote("BOLT", "X", parse("9"), Decimal8.NONE, Decimal8.NONE, 0, 0, NOW, NOW));
    Judged other = judge(buy("d").symbol("BOLT").offset(13).price("12").build());
    assertThat(other.reference()).as("the last trade here").isEqualTo(parse("12"));
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES)).isEmpty();
  }

  @Test
  void instrumentsAreKnownBeforeTheFirstOrderAndSupersededLive() throws Exception {
    symbolStage(() -> List.of(instrument().offset(1).build(), instrument().offset(4).build()));
    send(quote("ACME", "99", "101"));
    assertThat(judge(buy("a").offset(10).build()).verdict()).isEqualTo(Verdict.ACCEPTED);
    send(instrument().offset(4).build());
    send(instrument().offset(5).phase(Phase.HALTED).build());
    assertThat(side(SymbolControlsOperator.PHASE_CHANGES))
        .containsExactly(
            change("ACME", 0, 1, Phase.CONTINUOUS, null),
            change("ACME", 2, 5, Phase.HALTED, "100"));
    assertThat(judge(buy("b").offset(11).build()).verdict().reason()).isEqualTo(Reason.HALTED);
  }

  @Test
  void whatTheStartReadsIsNewerThanTheState() throws Exception {
    symbolStage(List::of);
    send(instrument().offset(4).build());
    restart(
        new SymbolControlsOperator(
            () -> List.of(instrument().offset(6).phase(Phase.HALTED).build()), ONE_ON_THE_HEAP));
    assertThat(judge(buy("a").offset(10).build()).verdict().reason()).isEqualTo(Reason.HALTED);
  }

  /** The account stage hears of an instrument that is reduceOnly, also after a restart. */
  @Test
  void aReducedInstrumentIsReducedAfterARestart() throws Exception {
    symbolStage(List::of);
    send(instrument().offset(4).reduceOnly().build());
    send(instrument().symbol("BOLT").offset(5).build());
    send(quote("ACME", "99", "101"));
    assertThat(judge(buy("a").offset(10).build()).reduceOnly()).isTrue();
    restart(new SymbolControlsOperator(List::of, ONE_ON_THE_HEAP));
    Judged judged = judge(buy("b").offset(11).build());
    assertThat(judged.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(judged.reduceOnly()).isTrue();
    assertThat(judge(buy("c").symbol("BOLT").offset(12).build()).reduceOnly()).isFalse();
    harness.close();

    accountStage(() -> List.of(limits(A).offset(1).build()));
    assertThat(judge(judged).verdict())
        .isEqualTo(Verdict.reject(Reason.REDUCE_ONLY, "qty=10, limit=0, state of symbol=ACME"));
  }

  // ---- accounts

  private static Judged judged(long number, OrderBuilder order) {
    return new Judged(
        order.offset(100 + number).build(),
        number,
        NOW,
        20_000,
        parse("100"),
        Decimal8.NONE,
        "USD",
        Verdict.ACCEPTED);
  }

  /** Of order {@code a}: 10 at 100. */
  private static Execution execution(
      long sequence, ExecType type, OrdStatus status, String lastQty, String cumQty) {
    boolean trade = type == ExecType.TRADE;
    boolean canceled = type == ExecType.CANCELED;
    return new Execution(
        "ACME",
        sequence,
        0,
        -1,
        -1,
        2,
        "a",
        "",
        A,
        Side.BUY,
        OrderType.LIMIT,
        TimeInForce.DAY,
        parse("10"),
        parse("100"),
        Conditions.NONE,
        type,
        status,
        parse(lastQty),
        trade ? parse("99") : Decimal8.NONE,
        parse(cumQty),
        canceled ? 0 : parse("10") - parse(cumQty),
        trade ? 0 : -1,
        null,
        null,
        Decimal8.NONE,
        "USD",
        20_000,
        NOW);
  }

  /** The last one of the account A. */
  private AccountSnapshot lastSnapshot() throws Exception {
    harness.setProcessingTime(harness.getProcessingTime() + 250);
    return side(AccountControlsOperator.ACCOUNTS).stream()
        .filter(AccountSnapshot.class::isInstance)
        .map(AccountSnapshot.class::cast)
        .filter(snapshot -> snapshot.account().equals(A))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Test
  void theAccountStageGoesOnWhereItWas() throws Exception {
    accountStage(List::of);
    send(limits(A).offset(1).maxOpenOrders(2).build());
    send(limits("ELSE").offset(2).build());
    assertThat(judge(judged(1, buy("a"))).verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(judge(judged(2, buy("b").account("ELSE"))).verdict()).isEqualTo(Verdict.ACCEPTED);
    send(execution(3, ExecType.TRADE, OrdStatus.PARTIALLY_FILLED, "4", "4"));
    AccountSnapshot before = lastSnapshot();

    restart(new AccountControlsOperator(List::of, ONE_ON_THE_HEAP));

    assertThat(judge(judged(3, buy("a"))).verdict().reason()).isEqualTo(Reason.DUPLICATE_ORDER);
    send(execution(3, ExecType.TRADE, OrdStatus.PARTIALLY_FILLED, "4", "4"));
    AccountSnapshot after = lastSnapshot();
    assertThat(after.positions()).isEqualTo(before.positions());
    assertThat(after.openOrders()).isEqualTo(1);
    assertThat(judge(judged(4, buy("c"))).verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(judge(judged(5, buy("d"))).verdict().text())
        .isEqualTo("MAX_OPEN_ORDERS: orders=3, limit=2");
    send(execution(4, ExecType.CANCELED, OrdStatus.CANCELED, "0", "4"));
    assertThat(lastSnapshot().positions().get(0))
        .isEqualTo(
            new AccountSnapshot.Position(
                "ACME",
                "USD",
                parse("4"),
                parse("10"),
                0,
                parse("1000"),
                parse("396"),
                parse("100"),
                20_000,
                parse("396"),
                parse("4")));
  }

  @Test
  void limitsAreKnownBeforeTheFirstOrder() throws Exception {
    accountStage(() -> List.of(limits(A).offset(1).build(), limits("FIRM/B").offset(2).build()));
    assertThat(judge(judged(1, buy("a"))).verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(judge(judged(2, buy("a").account("FIRM/B"))).verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(judge(judged(3, buy("a").account("FIRM/C"))).verdict().reason())
        .isEqualTo(Reason.UNKNOWN_ACCOUNT);
  }

  @Test
  void aKillThatTheStartReadsCancels() throws Exception {
    accountStage(List::of);
    send(limits(A).offset(1).build());
    judge(judged(1, buy("a")));
    RiskLimits kill = limits(A).offset(5).killed(1).build();
    restart(new AccountControlsOperator(() -> List.of(kill), ONE_ON_THE_HEAP));
    send(kill);
    assertThat(out())
        .containsExactly(new SymbolCommand.KillCancel("ACME", 1, 0, 5, NOW, 20_000, A));
    assertThat(lastSnapshot().killState()).isEqualTo(KillState.KILLING);
    send(execution(4, ExecType.CANCELED, OrdStatus.CANCELED, "0", "0"));
    assertThat(lastSnapshot().killState()).isEqualTo(KillState.KILLED);
  }

  @Test
  void noSnapshotIsLostToACheckpoint() throws Exception {
    accountStage(List::of);
    send(limits(A).offset(1).killed(1).build());
    restart(new AccountControlsOperator(List::of, ONE_ON_THE_HEAP));
    harness.setProcessingTime(harness.getProcessingTime() + 250);
    assertThat(side(AccountControlsOperator.ACCOUNTS))
        .singleElement()
        .satisfies(s -> assertThat(((AccountSnapshot) s).killState()).isEqualTo(KillState.KILLED));
    harness.setProcessingTime(harness.getProcessingTime() + 250);
    assertThat(side(AccountControlsOperator.ACCOUNTS)).as("nothing has changed").isEmpty();
  }
}
