package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.Phase;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Tape;
import io.streambook.book.TestLog;
import io.streambook.book.Trade;
import io.streambook.venue.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MatchingOperatorTest {
  private static final int MAX_PARALLELISM = JobSettings.MAX_PARALLELISM;
  private static final List<String> SYMBOLS =
      List.of("ACME", "BETA", "CORP", "DELTA", "ECHO", "FOX", "GOLF", "HOTEL");

  /** All subtasks of one run of the operator. */
  private final List<MatchingHarness> subtasks = new ArrayList<>();

  private final List<Object> tape = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    stop();
  }

  private void start(int parallelism, boolean matches, int hotSymbols, OperatorSubtaskState from)
      throws Exception {
    for (int index = 0; index < parallelism; index++) {
      MatchingHarness subtask = new MatchingHarness(matches, hotSymbols, parallelism, index);
      subtasks.add(subtask);
      if (from != null) {
        subtask.restore(from);
      }
      subtask.open();
    }
  }

  /** Stops with a savepoint. */
  private OperatorSubtaskState stop() throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
    for (int index = 0; index < states.length; index++) {
      states[index] = subtasks.get(index).snapshot();
      tape.addAll(subtasks.get(index).output());
      subtasks.get(index).close();
    }
    subtasks.clear();
    return states.length == 0 ? null : AbstractStreamOperatorTestHarness.repackageState(states);
  }

  private void send(Object message) throws Exception {
    int index =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            MatchingHarness.symbol(message), MAX_PARALLELISM, subtasks.size());
    subtasks.get(index).send(message);
    tape.addAll(subtasks.get(index).output());
  }

  private void sendAll(List<Object> messages) throws Exception {
    for (Object message : messages) {
      send(message);
    }
  }

  /** From start to stop. */
  private OperatorSubtaskState run(
      int parallelism, int hotSymbols, OperatorSubtaskState from, List<Object> messages)
      throws Exception {
    start(parallelism, true, hotSymbols, from);
    sendAll(messages);
    return stop();
  }

  /** What replay must repeat: all but the conflated book. */
  private List<Object> result(String symbol) {
    return tape.stream()
        .filter(e -> e instanceof LogEntry || e instanceof Execution || e instanceof Trade)
        .filter(e -> MatchingHarness.symbol(e).equals(symbol))
        .toList();
  }

  private List<List<Object>> results() {
    List<List<Object>> results = SYMBOLS.stream().map(this::result).toList();
    tape.clear();
    return results;
  }

  private static List<Object> flow(long seed, int commands) {
    Random random = new Random(seed);
    List<TestLog> symbols = SYMBOLS.stream().map(TestLog::new).toList();
    List<Object> flow = new ArrayList<>();
    for (int n = 1; n <= commands; n++) {
      int of = random.nextInt(symbols.size());
      String line =
          random.nextInt(20) == 0 ? tradeCancel(SYMBOLS.get(of), random, n) : line(random, n);
      flow.add(symbols.get(of).command(line));
    }
    return flow;
  }

  /** Sometimes of a trade that was made. */
  private static String tradeCancel(String symbol, Random random, int n) {
    int made = n / SYMBOLS.size() - random.nextInt(30);
    return "ops bust k" + n + " of=" + symbol + "-" + Math.max(1, made) + "-0";
  }

  private static String line(Random random, int n) {
    int target = Math.max(1, n - random.nextInt(60));
    String account = "firm/" + target % 3;
    String side = target % 2 == 0 ? "buy" : "sell";
    int price = 100 + (target % 2 == 0 ? -4 : 4) + random.nextInt(12) - 6;
    int qty = 1 + random.nextInt(20);
    int kind = random.nextInt(40);
    if (kind < 6) {
      return account + " cancel c" + n + " of o" + target;
    } else if (kind < 12) {
      return account + " replace r" + n + " of o" + target + " " + side + " " + qty + "@" + price;
    } else if (kind == 12) {
      return "kill " + account;
    } else if (kind == 13) {
      return "phase CONTINUOUS";
    }
    String timeInForce = kind < 16 ? "IOC" : kind < 18 ? "FOK" : kind < 25 ? "DAY" : "GTC";
    return "firm/"
        + n % 3
        + " "
        + (n % 2 == 0 ? "buy" : "sell")
        + " o"
        + n
        + " "
        + qty
        + "@"
        + (100 + (n % 2 == 0 ? -4 : 4) + random.nextInt(12) - 6)
        + " "
        + timeInForce;
  }

  private List<List<Object>> undisturbed(List<Object> flow) throws Exception {
    run(1, MatchingOperator.HOT_SYMBOLS, null, flow);
    List<List<Object>> results = results();
    assertThat(results)
        .allSatisfy(result -> assertThat(result).hasAtLeastOneElementOfType(Trade.class));
    return results;
  }

  @Test
  void sequencesMatchesAndAnswers() throws Exception {
    TestLog risk = new TestLog("ACME");
    start(1, true, 1, null);
    Object first = risk.command("a sell s1 10@100");
    send(risk.command("b buy b1 4@100"));
    send(risk.command("phase HALTED"));
    assertThat(tape).isEmpty();
    send(first);
    assertThat(tape)
        .satisfiesExactly(
            e -> assertThat(e).isInstanceOf(LogEntry.Rules.class),
            e -> assertThat(((LogEntry.Order) e).sequence()).isEqualTo(2),
            e -> assertThat(Tape.line(e)).isEqualTo("s1 NEW NEW cum=0 leaves=10"),
            e -> assertThat(((LogEntry.Order) e).sequence()).isEqualTo(3),
            e -> assertThat(Tape.line(e)).isEqualTo("b1 NEW NEW cum=0 leaves=4"),
            e -> assertThat(Tape.line(e)).isEqualTo("trade b1/s1 4@100"),
            e -> assertThat(Tape.line(e)).isEqualTo("s1 TRADE PARTIALLY_FILLED cum=4 leaves=6"),
            e -> assertThat(Tape.line(e)).isEqualTo("b1 TRADE FILLED cum=4 leaves=0"),
            e -> assertThat(((LogEntry.Symbol) e).sequence()).isEqualTo(4));
  }

  @Test
  void aRestoreInTheMiddleChangesNothing() throws Exception {
    List<Object> flow = flow(1, 3000);
    List<List<Object>> expected = undisturbed(flow);
    OperatorSubtaskState state = null;
    for (int from = 0; from < flow.size(); from += 500) {
      state = run(1, MatchingOperator.HOT_SYMBOLS, state, flow.subList(from, from + 500));
    }
    assertThat(results()).isEqualTo(expected);
  }

  @Test
  void aCheckpointInTheMiddleChangesNothing() throws Exception {
    List<Object> flow = flow(2, 3000);
    List<List<Object>> expected = undisturbed(flow);
    start(1, true, MatchingOperator.HOT_SYMBOLS, null);
    OperatorSubtaskState checkpoint = null;
    for (int at = 0; at < 2000; at++) {
      send(flow.get(at));
      if (at % 100 == 99) {
        checkpoint = subtasks.get(0).snapshot();
      }
    }
    // The task fails here: what came after the checkpoint is read again.
    sendAll(flow.subList(2000, 2050));
    subtasks.get(0).output();
    tape.removeIf(e -> sequenceIsLost(e, flow.subList(2000, 2050)));
    subtasks.remove(0).close();
    start(1, true, MatchingOperator.HOT_SYMBOLS, checkpoint);
    sendAll(flow.subList(2000, 3000));
    assertThat(results()).isEqualTo(expected);
  }

  /** Whether the event came from one of these messages, whose transaction was never committed. */
  private static boolean sequenceIsLost(Object event, List<Object> messages) {
    return messages.stream()
        .filter(m -> MatchingHarness.symbol(m).equals(MatchingHarness.symbol(event)))
        .anyMatch(m -> time(m) == time(event));
  }

  private static long time(Object message) {
    if (message instanceof Judged judged) {
      return judged.time();
    } else if (message instanceof SymbolCommand command) {
      return command.time();
    } else if (message instanceof LogEntry entry) {
      return entry.time();
    } else if (message instanceof Execution execution) {
      return execution.time();
    }
    return message instanceof Trade trade ? trade.time() : -1;
  }

  @Test
  void rescalingChangesNothing() throws Exception {
    List<Object> flow = flow(3, 3000);
    List<List<Object>> expected = undisturbed(flow);
    int hot = MatchingOperator.HOT_SYMBOLS;
    OperatorSubtaskState one = run(1, hot, null, flow.subList(0, 1000));
    OperatorSubtaskState four = run(4, hot, one, flow.subList(1000, 2000));
    run(1, hot, four, flow.subList(2000, 3000));
    assertThat(results()).isEqualTo(expected);
  }

  @Test
  void evictionChangesNothing() throws Exception {
    List<Object> flow = flow(4, 1000);
    List<List<Object>> expected = undisturbed(flow);
    run(1, 2, null, flow);
    assertThat(results()).isEqualTo(expected);
  }

  @Test
  void whatIsHeldBackSurvives() throws Exception {
    TestLog risk = new TestLog("ACME");
    Object first = risk.command("a sell s1 10@100");
    start(1, true, 1, null);
    send(risk.command("b buy " + "x".repeat(100_000) + " 4@100 GTC refused INVALID_ORDER_ID"));
    send(risk.command("kill a"));
    send(risk.command("phase CLOSED"));
    OperatorSubtaskState state = stop();
    assertThat(result("ACME")).isEmpty();
    start(1, true, 1, state);
    send(first);
    assertThat(result("ACME").stream().filter(LogEntry.class::isInstance)).hasSize(5);
    assertThat(result("ACME").stream().filter(Execution.class::isInstance)).hasSize(3);
  }

  @Test
  void oneJobOrTwoGiveTheSame() throws Exception {
    List<Object> flow = flow(5, 2000);
    List<List<Object>> expected = undisturbed(flow);
    start(1, false, MatchingOperator.HOT_SYMBOLS, null);
    sendAll(flow);
    stop();
    List<Object> log = List.copyOf(tape);
    assertThat(log).allSatisfy(e -> assertThat(e).isInstanceOf(LogEntry.class));
    tape.clear();
    run(1, MatchingOperator.HOT_SYMBOLS, null, log);
    assertThat(tape).noneMatch(LogEntry.class::isInstance);
    assertThat(results())
        .isEqualTo(
            expected.stream()
                .map(all -> all.stream().filter(e -> !(e instanceof LogEntry)).toList())
                .toList());
  }

  @Test
  void goesOnFromTheStatesOfEarlierReleases() throws Exception {
    List<Object> flow = flow(9, 1500);
    List<List<Object>> expected = undisturbed(flow);
    start(1, true, MatchingOperator.HOT_SYMBOLS, null);
    sendAll(flow.subList(0, 750));
    subtasks.get(0).snapshot();
    tape.addAll(subtasks.get(0).output());
    subtasks.get(0).keepAsEarlierReleases();
    OperatorSubtaskState earlier = stop();
    run(2, 2, earlier, flow.subList(750, 1500));
    assertThat(results()).isEqualTo(expected);
  }

  @Test
  void rowsAreWrittenInTheSecondHalfOfTheTimeBetweenTheJobsCheckpoints() throws Exception {
    start(1, true, 4, null);
    TestLog risk = new TestLog("ACME");
    send(risk.command("phase CONTINUOUS"));
    for (int n = 1; n <= 1_000; n++) {
      send(risk.command("a buy b" + n + " 1@99"));
    }
    MatchingHarness subtask = subtasks.get(0);
    subtask.setProcessingTime(MatchingHarness.CHECKPOINT_MILLIS / 2 - 1);
    assertThat(subtask.rowsOfOrders()).isZero();
    subtask.setProcessingTime(MatchingHarness.CHECKPOINT_MILLIS * 7 / 8);
    assertThat(subtask.rowsOfOrders()).isBetween(800, 999);
  }

  @Test
  void noRowIsLeftOnceAllOrdersHaveEnded() throws Exception {
    start(1, true, 4, null);
    sendAll(flow(6, 1000));
    MatchingHarness subtask = subtasks.get(0);
    subtask.snapshot();
    assertThat(subtask.rowsOfOrders()).isPositive();
    for (String symbol : SYMBOLS) {
      for (int account = 0; account < 3; account++) {
        send(new SymbolCommand.KillCancel(symbol, 0, 0, 0, 0, 1, "firm/" + account));
      }
    }
    subtask.snapshot();
    assertThat(subtask.rowsOfOrders()).isZero();
  }

  @Test
  void publishesWhatHasChangedNowAndThen() throws Exception {
    TestLog risk = new TestLog("ACME");
    start(1, true, 1, null);
    send(risk.command("phase CONTINUOUS"));
    send(risk.command("a buy b1 10@99"));
    send(risk.command("b sell s1 4@99"));
    MatchingHarness subtask = subtasks.get(0);
    tape.clear();
    subtask.setProcessingTime(StageOperator.TICK_MILLIS - 1);
    assertThat(subtask.output()).isEmpty();
    subtask.setProcessingTime(StageOperator.TICK_MILLIS);
    long one = Decimal8.ONE;
    assertThat(subtask.output())
        .containsExactly(
            new BookSnapshot(
                "ACME",
                4,
                Phase.CONTINUOUS,
                99 * one,
                List.of(new BookSnapshot.Level(99 * one, 6 * one, 1)),
                List.of(),
                1_000_003),
            new MarketState(
                "ACME", 4, Phase.CONTINUOUS, "instruments-0-9", 99 * one, 1_000_003, 1, 1_000_003));
    subtask.setProcessingTime(10 * StageOperator.TICK_MILLIS);
    assertThat(subtask.output()).isEmpty();
    send(risk.command("a cancel c1 of b1"));
    tape.clear();
    subtask.snapshot();
    assertThat(subtask.output()).hasSize(2);
  }

  @Test
  void publishesOfVeryManySymbolsThoseFirstThatWaitLongest() throws Exception {
    start(1, true, 1, null);
    List<String> symbols = new ArrayList<>();
    for (int i = 0; i < 2 * MatchingOperator.BOOKS_A_TICK + 10; i++) {
      symbols.add("SYM" + i);
      send(new TestLog("SYM" + i).command("phase CONTINUOUS"));
    }
    MatchingHarness subtask = subtasks.get(0);
    subtask.output();
    List<String> published = new ArrayList<>();
    for (int tick = 1; tick <= 4; tick++) {
      subtask.setProcessingTime(tick * StageOperator.TICK_MILLIS);
      List<String> books = new ArrayList<>();
      for (Object value : subtask.output()) {
        if (value instanceof BookSnapshot book) {
          books.add(book.symbol());
        }
      }
      assertThat(books).hasSizeLessThanOrEqualTo(MatchingOperator.BOOKS_A_TICK);
      published.addAll(books);
    }
    assertThat(published).isEqualTo(symbols);
  }

  @Test
  void booksThatACheckpointHasNoTimeForArePublishedAfterARestart() throws Exception {
    start(1, true, 1, null);
    List<String> symbols = new ArrayList<>();
    for (int i = 0; i < MatchingOperator.BOOKS_A_TICK; i++) {
      symbols.add("SYM" + i);
      send(new TestLog("SYM" + i).command("phase CONTINUOUS"));
    }
    tape.clear();
    OperatorSubtaskState state = stop();
    List<Object> published = new ArrayList<>(tape);
    assertThat(published).hasSize(2 * MatchingOperator.BOOKS_A_SNAPSHOT);
    start(1, true, 1, state);
    subtasks.get(0).setProcessingTime(StageOperator.TICK_MILLIS);
    published.addAll(subtasks.get(0).output());
    assertThat(
            published.stream().filter(BookSnapshot.class::isInstance).map(MatchingHarness::symbol))
        .containsExactlyInAnyOrderElementsOf(symbols);
  }

  /** A phase change makes no executions, so their topic does not tell of the older one. */
  @Test
  void aJobOfMatchingAlonePublishesAllItsBooksWhenRestored() throws Exception {
    TestLog risk = new TestLog("ACME");
    start(1, true, 1, null);
    send(risk.command("phase HALTED"));
    List<Object> log = tape.stream().filter(LogEntry.class::isInstance).toList();
    stop();

    MatchingHarness first = MatchingHarness.ofAnothersLog();
    first.open();
    for (Object entry : log) {
      first.send(entry);
    }
    OperatorSubtaskState state = first.snapshot();
    List<Object> books = first.output();
    assertThat(books).hasSize(2).hasAtLeastOneElementOfType(MarketState.class);
    first.close();
    MatchingHarness restored = MatchingHarness.ofAnothersLog();
    restored.restore(state);
    restored.open();
    restored.setProcessingTime(StageOperator.TICK_MILLIS);
    assertThat(restored.output()).isEqualTo(books);
    restored.close();
  }

  /** The ends that the guard keeps are behind what the first start told. */
  @Test
  void whatAStartHeardAsPublishedIsKnownToTheNextOnesToo() throws Exception {
    TestLog risk = new TestLog("ACME");
    List<Object> log = new ArrayList<>();
    start(1, true, 1, null);
    sendAll(
        List.of(
            risk.command("phase CONTINUOUS"),
            risk.command("a buy b1 10@99"),
            risk.command("b sell s1 4@99")));
    tape.stream().filter(LogEntry.class::isInstance).forEach(log::add);
    stop();

    MatchingHarness heard = MatchingHarness.ofAnothersLog();
    heard.open(new Recovery.Published("ACME", 3));
    OperatorSubtaskState state = heard.snapshot();
    heard.close();
    MatchingHarness next = MatchingHarness.ofAnothersLog();
    next.restore(state);
    next.open();
    for (Object entry : log) {
      next.send(entry);
    }
    assertThat(next.output())
        .filteredOn(Execution.class::isInstance)
        .extracting(result -> ((Execution) result).sequence())
        .containsOnly(4L);
    next.close();
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    start(1, true, 1, null);
    assertThatThrownBy(() -> subtasks.get(0).send("text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not for this stage: java.lang.String");
  }
}
