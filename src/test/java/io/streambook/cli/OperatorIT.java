package io.streambook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streambook.contract.KafkaSettings;
import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import io.streambook.job.JobSettings;
import io.streambook.job.Service;
import io.streambook.job.StreambookJob;
import io.streambook.local.ClassFlink;
import io.streambook.local.Stack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

/** The operator's commands against a venue that runs, each as typed. */
@ExtendWith(Stack.class)
class OperatorIT {
  @RegisterExtension static final ClassFlink flink = new ClassFlink(4);
  private static JobClient job;
  private static KafkaSettings kafka;
  private static DatabaseSettings database;

  /** What a command said and how it ended. */
  private record Answer(int exitCode, String out, String err) {}

  @BeforeAll
  static void startVenue(Stack stack) throws Exception {
    kafka =
        new KafkaSettings(stack.brokers(), stack.registry().url().toString(), stack.newPrefix());
    database =
        new DatabaseSettings(
            stack.newDatabase(), stack.postgres().user(), stack.postgres().password());
    succeeds("schemas register");
    succeeds("topics create");
    new Database(database).migrate();
    JobSettings settings = new JobSettings(kafka, database, EnumSet.allOf(Service.class));
    job = StreambookJob.submit(flink.environment(), settings.withParallelism(2));
  }

  @AfterAll
  static void stopVenue() throws Exception {
    job.cancel().get();
  }

  @Test
  void instrumentsAreSetHaltedResumedAndListed() {
    assertThat(
            succeeds(
                "instruments set HALT --tick 0.05 --reference-price 100 --band-low 1 --band-high"
                    + " 1000"))
        .contains("HALT CONTINUOUS", "tick=0.05", "In force from log sequence 2 of HALT on.");
    assertThat(succeeds("instruments set HALT --max-qty 500"))
        .contains("tick=0.05", "maxQty=500", "the log has no entry of it");

    assertThat(succeeds("instruments halt HALT")).contains("HALT HALTED", "log sequence 3");
    assertThat(fails("order new HALT buy 1 --price 100 --id h1"))
        .contains("REJECTED: order h1 of HOUSE", "HALTED: ");
    assertThat(succeeds("instruments resume HALT")).contains("HALT CONTINUOUS");
    assertThat(succeeds("order new HALT buy 1 --price 100 --id h2")).contains("NEW: order h2");

    assertThat(succeeds("instruments kill HALT --operator alice --comment wrong").lines())
        .anyMatch(line -> line.contains("MASS_CANCEL_REPORT") && line.endsWith("orders=1"))
        .anyMatch(line -> line.contains("CANCELED: order h2"));
    succeeds("instruments resume HALT");

    // With a change of phase: the command returns once the symbol's log has it.
    assertThat(succeeds("instruments set HALT --reduce-only true --phase HALTED"))
        .contains("reduceOnly=true");
    succeeds("instruments resume HALT");
    assertThat(fails("order new HALT buy 1 --price 100 --id h3"))
        .contains("REDUCE_ONLY: qty=1, limit=0, state of symbol=HALT");

    assertThat(succeeds("instruments list").lines())
        .anyMatch(line -> line.startsWith("HALT CONT") && line.contains(" reduceOnly=true "));
    assertThat(refused("instruments halt NOTHING"))
        .isEqualTo(
            "streambook: No such instrument: NOTHING (./streambook instruments set makes one)\n");
  }

  @Test
  void whatTheVenueCouldNotReadIsNotPublished() {
    assertThat(refused("instruments set BAD --min-qty 10 --max-qty 5"))
        .isEqualTo("streambook: Not published: minQty is above maxQty\n");
    assertThat(refused("limits set FIRM/BAD --executions-millis 0"))
        .isEqualTo("streambook: Not published: executionsMillis=0 is not above 0\n");
  }

  @Test
  void anInstrumentFollowsItsSchedule() {
    String set = "instruments set DAILY --reference-price 100 --band-low 1 --band-high 1000";
    assertThat(succeeds(set + " --schedule " + closedUntil(Instant.now().plusSeconds(3600))))
        .contains(
            "DAILY CONTINUOUS", " schedule=UTC,", "In force from log sequence 2 of DAILY on.");
    assertThat(fails("order new DAILY buy 1 --price 100 --id early")).contains("CLOSED: ");
    succeeds(set + " --schedule " + closedUntil(Instant.now().plusSeconds(5)));
    AtomicInteger tries = new AtomicInteger();
    String buy = "order new DAILY buy 1 --price 100 --id d";
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> run(buy + tries.incrementAndGet()).exitCode() == 0);
    assertThat(succeeds("instruments halt DAILY")).contains("DAILY HALTED", "In force from log");
    assertThat(succeeds("instruments resume DAILY")).contains("In force from log");
    assertThat(succeeds("instruments set DAILY --schedule none")).contains("In force from log");
  }

  /** Of all weekdays only that of yesterday trades, so the instrument is closed since its end. */
  @Test
  void anInstrumentStaysAsItIsOnADateThatDoesNotTrade() {
    String yesterday =
        LocalDate.now(ZoneOffset.UTC).minusDays(1).getDayOfWeek().name().substring(0, 3);
    String schedule = "UTC," + yesterday + ",00:00=CONTINUOUS,23:59:59=CLOSED,!2020-12-25";
    String set = "instruments set DAYOFF --reference-price 100 --band-low 1 --band-high 1000";
    assertThat(succeeds(set + " --schedule " + schedule))
        .contains("DAYOFF CONTINUOUS", " schedule=" + schedule + " ", "In force from log");
    assertThat(fails("order new DAYOFF buy 1 --price 100 --id off")).contains("CLOSED: ");
    assertThat(succeeds("instruments list").lines())
        .anyMatch(line -> line.startsWith("DAYOFF ") && line.contains(" schedule=" + schedule));
  }

  /** A schedule that has the instrument closed for the 22 hours before that time of day. */
  private static String closedUntil(Instant opens) {
    LocalTime time = LocalTime.ofInstant(opens.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
    return Stream.of(time + "=CONTINUOUS", time.plusHours(2) + "=CLOSED")
        .sorted()
        .collect(Collectors.joining(",", "UTC,", ""));
  }

  @Test
  void ordersAreEnteredReplacedCancelledAndQueried() {
    succeeds("instruments set ORD --reference-price 100 --band-low 1 --band-high 1000");

    assertThat(succeeds("order new ORD sell 10 --price 100 --id s1 --tif GTC"))
        .isEqualTo(
            "ORD-3-0 NEW: order s1 of HOUSE, SELL 10 ORD at 100 GTC, NEW, filled 0, working 10\n");
    succeeds("limits set FIRM/BUYER --max-order-qty 100");
    assertThat(succeeds("order new ORD buy 4 --price 101 --id b1 --account FIRM/BUYER").lines())
        .containsExactly(
            "ORD-4-0 NEW: order b1 of FIRM/BUYER, BUY 4 ORD at 101 DAY, NEW, filled 0, working 4",
            "ORD-4-2 TRADE 4 at 100: order b1 of FIRM/BUYER, BUY 4 ORD at 101 DAY, FILLED, filled"
                + " 4, working 0");
    assertThat(succeeds("order replace ORD s1 sell 8 --price 100.5"))
        .contains("REPLACED: order s1", "SELL 8 ORD at 100.5", "filled 4, working 4");
    assertThat(succeeds("order status s1")).contains("ORD-5-0 REPLACED: order s1");
    assertThat(succeeds("order cancel ORD s1")).contains("CANCELED: order s1", "working 0");
    assertThat(succeeds("order status b1 --account FIRM/BUYER")).contains("ORD-4-2 TRADE 4 at 100");

    assertThat(fails("order cancel ORD s1")).contains("CANCEL_REJECT", "TOO_LATE: ");
    assertThat(fails("order new ORD buy 1 --price 100 --account STRANGER"))
        .contains("REJECTED", "UNKNOWN_ACCOUNT: account=STRANGER");
    assertThat(fails("order new ORD buy 1 --price 100 --id b1 --account FIRM/BUYER"))
        .contains("DUPLICATE_ORDER: orderId=b1");
    assertThat(fails("order new NOTHING buy 1 --price 100")).contains("UNKNOWN_SYMBOL: ");
    assertThat(refused("order status s1 --account STRANGER"))
        .isEqualTo("streambook: No execution of order s1 of account STRANGER\n");
  }

  @Test
  void limitsAreSetAndShown() {
    succeeds("instruments set LIM --reference-price 100 --band-low 1 --band-high 1000");
    assertThat(succeeds("limits set FIRM/LIM --max-notional 1000 --max-open-orders 1"))
        .contains("FIRM/LIM maxOrderQty=none maxNotional=1000", "maxOpenOrders=1", "In force.");
    assertThat(fails("order new LIM buy 11 --price 100 --account FIRM/LIM"))
        .contains("MAX_NOTIONAL: notional=1100, limit=1000");

    assertThat(fails("limits set FIRM/LIM --max-notional none"))
        .contains("Refused: it loosens a limit");
    assertThat(succeeds("limits set FIRM/LIM --max-order-qty 50 --symbol OTHER=DENY"))
        .contains("maxNotional=1000", "symbols=[OTHER:DENY]", "In force.");
    assertThat(succeeds("limits set FIRM/LIM --max-notional none --approver second"))
        .contains("maxNotional=none", "maxOpenOrders=1", "In force.");
    succeeds("order new LIM buy 11 --price 100 --account FIRM/LIM");
    assertThat(fails("order new LIM buy 1 --price 99 --account FIRM/LIM"))
        .contains("MAX_OPEN_ORDERS: orders=2, limit=1");

    assertThat(succeeds("limits show FIRM/LIM"))
        .contains("FIRM/LIM maxOrderQty=50", "ACTIVE, kill generation 0");
    assertThat(refused("limits show STRANGER"))
        .isEqualTo("streambook: No such account: STRANGER (./streambook limits set makes one)\n");
  }

  @Test
  void theKillSwitchCancelsBlocksAndIsLifted() {
    succeeds("instruments set KILL --reference-price 100 --band-low 1 --band-high 1000");
    succeeds("limits set FIRM/KILL --max-order-qty 100");
    succeeds("order new KILL buy 5 --price 99 --id k1 --account FIRM/KILL");

    assertThat(succeeds("kill FIRM/KILL"))
        .isEqualTo("FIRM/KILL KILLED, generation 1, 0 orders working\n");
    assertThat(succeeds("order status k1 --account FIRM/KILL")).contains("CANCELED", "KILL_SWITCH");
    assertThat(fails("order new KILL buy 5 --price 99 --account FIRM/KILL"))
        .contains("KILL_SWITCH: account=FIRM/KILL, generation=1");
    assertThat(succeeds("limits set FIRM/KILL --max-order-qty 50")).contains("killed=true");
    assertThat(fails("order new KILL buy 5 --price 99 --account FIRM/KILL"))
        .contains("KILL_SWITCH");

    assertThat(run("unkill FIRM/KILL").exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(succeeds("unkill FIRM/KILL --operator alice"))
        .isEqualTo("FIRM/KILL ACTIVE, generation 1\n");
    succeeds("order new KILL buy 5 --price 99 --account FIRM/KILL");
    assertThat(refused("unkill FIRM/KILL --operator alice"))
        .isEqualTo("streambook: FIRM/KILL is not killed\n");
    assertThat(refused("kill STRANGER")).contains("No such account: STRANGER");
  }

  @Test
  void theAuditReadsTopicsAndTables() throws Exception {
    succeeds("instruments set AUD --reference-price 100 --band-low 1 --band-high 1000");
    succeeds("order new AUD sell 10 --price 100 --id aud1");
    succeeds("order new AUD buy 4 --price 100 --id aud2");
    aTradeIsCancelledAndAPositionAdjusted();

    assertThat(succeeds("audit --patience 30s")).contains("Audit passed: all 23 rules were kept.");

    sql("update orders set cum_qty = 5 where symbol = 'AUD' and order_id = 'aud1'");
    assertThat(fails("audit --patience 1s"))
        .containsPattern(
            "rows in Postgres .*FAILED 1 times, first .*executions-\\d+-\\d+: orders.cum_qty is 5")
        .contains("Audit FAILED: 1 of 23 rules were broken.");
    sql("update orders set cum_qty = 4 where symbol = 'AUD' and order_id = 'aud1'");
    sql("delete from trades where symbol = 'AUD'");
    assertThat(fails("audit --patience 1s"))
        .containsPattern("FAILED 1 times, first .*trades-\\d+-\\d+: has no row in trades");
    assertThat(succeeds("audit --no-database")).contains("all 22 rules");
  }

  private static void aTradeIsCancelledAndAPositionAdjusted() {
    assertThat(succeeds("trade cancel AUD-4-0 --operator alice --comment mistake").lines())
        .containsExactly(
            "AUD-5-0 TRADE_CANCEL 4 at 100 BUY of trade AUD-4-0: HOUSE, by alice: mistake",
            "AUD-5-1 TRADE_CANCEL 4 at 100 SELL of trade AUD-4-0: HOUSE, by alice: mistake");
    assertThat(fails("trade cancel AUD-4-0 --operator alice --comment mistake"))
        .contains("TRADE_CANCELLED: tradeId=AUD-4-0");
    assertThat(succeeds("adjust HOUSE AUD --position -3 --cash 12.5 --comment transfer"))
        .contains("POSITION_REPORT 3 SELL AUD, cash 12.5: HOUSE, by ", ": transfer");
  }

  /** The limits of the firms are tight beside those of their accounts. */
  @Test
  void theAuditPassesWhileOrdersFlow() {
    succeeds("limits set NORTHGATE --max-open-orders 5");
    succeeds("limits set HARBOUR --max-position 300");
    succeeds("limits set MERIDIAN --credit-limit 20000");
    succeeds("limits set CASCADE --max-open-orders-per-symbol 1");
    succeeds("limits set ORCHARD --max-notional 2000 --max-order-qty 100");
    CompletableFuture<String> quotes =
        CompletableFuture.supplyAsync(() -> succeeds("marketdata --rate 200 --duration 10s"));
    CompletableFuture<String> orders =
        CompletableFuture.supplyAsync(() -> succeeds("orders --rate 300 --duration 10s"));

    int audits = 0;
    while (!orders.isDone()) {
      assertThat(succeeds("audit --no-database --patience 30s")).contains("all 22 rules");
      audits++;
    }

    quotes.join();
    orders.join();
    assertThat(audits).isPositive();
    assertThat(succeeds("audit --generated --no-database --patience 30s")).contains("all 22 rules");
  }

  @Test
  void aCommandThatHearsNothingSaysThatTheOutcomeIsUnknown(Stack stack) {
    KafkaSettings ofVenue = kafka;
    kafka =
        new KafkaSettings(stack.brokers(), stack.registry().url().toString(), stack.newPrefix());
    try {
      succeeds("schemas register");
      succeeds("topics create");
      assertThat(refused("order new AAA buy 1 --price 1 --id x1 --timeout 500ms"))
          .contains(
              "No answer within 500 ms, the outcome is unknown", "order status x1 --account HOUSE");
      assertThat(refused("instruments set AAA --timeout 500ms")).contains("outcome is unknown");
      assertThat(refused("kill HOUSE --timeout 500ms")).contains("outcome is unknown");
    } finally {
      kafka = ofVenue;
    }
  }

  @Test
  void whatMakesNoSenseIsRefusedBeforeItIsSent() {
    assertThat(run("order new AAPL buy 0").err()).contains("'0' is not above 0");
    assertThat(run("order new AAPL buy 1.123456789").err()).contains("at most 8 decimals");
    assertThat(run("order new AAPL hold 1").exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run("limits set A --max-open-orders -1").err()).contains("'-1' is below 0");
  }

  private static String succeeds(String command) {
    Answer answer = run(command);
    assertThat(answer.exitCode()).as("%s: %s", command, answer).isZero();
    return answer.out();
  }

  /** The venue said no. */
  private static String fails(String command) {
    Answer answer = run(command);
    assertThat(answer.exitCode()).as("%s: %s", command, answer).isEqualTo(1);
    return answer.out();
  }

  /** The command itself said no, on one line. */
  private static String refused(String command) {
    Answer answer = run(command);
    assertThat(answer.exitCode()).as("%s: %s", command, answer).isEqualTo(1);
    assertThat(answer.err().lines()).hasSize(1);
    return answer.err();
  }

  private static Answer run(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--brokers", kafka.brokers(), "--registry", kafka.registryUrl()));
    words.addAll(List.of("--topic-prefix", kafka.topicPrefix()));
    if (words.get(0).equals("audit")) {
      words.addAll(List.of("--jdbc-url", database.url(), "--jdbc-user", database.user()));
      words.addAll(List.of("--jdbc-password", database.password()));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Streambook.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int exitCode = Streambook.run(line, words.toArray(String[]::new));
    return new Answer(exitCode, out.toString(), err.toString());
  }

  private static void sql(String statement) throws Exception {
    try (Connection connection = new Database(database).connect();
        var update = connection.prepareStatement(statement)) {
      assertThat(update.executeUpdate()).isPositive();
    }
  }
}
