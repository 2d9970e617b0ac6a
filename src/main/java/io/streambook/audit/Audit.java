package io.streambook.audit;

import io.streambook.contract.KafkaSettings;
import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Proves or refutes that a venue kept its rules. Reads topics and tables, writes nothing; the venue
 * may be running.
 */
public final class Audit {
  private final KafkaSettings kafka;
  private final DatabaseSettings database;
  private final boolean generated;
  private final Duration patience;

  /**
   * @param database where the rows are, or null when no Core part runs
   * @param generated whether the orders are those of the generated flow, of which it is known what
   *     must have happened
   * @param patience how long to wait, without any progress, for answers and rows still to come
   */
  public Audit(
      KafkaSettings kafka, DatabaseSettings database, boolean generated, Duration patience) {
    this.kafka = kafka;
    this.database = database;
    this.generated = generated;
    this.patience = patience;
  }

  /**
   * Prints a table with one line per rule.
   *
   * @return whether all rules were kept
   */
  public boolean run(PrintWriter out) throws SQLException {
    Set<String> stored = Set.of();
    if (database != null) {
      try (Connection connection = new Database(database).connectToScan()) {
        stored = DatabaseAgrees.symbols(connection);
      }
    }
    Tape tape = new TapeReader(kafka, kafka.openRegistry(), patience).read();
    List<Finding> findings = findings(topicChecks(generated), tape);
    if (database != null) {
      try (Connection connection = new Database(database).connectToScan()) {
        findings.add(Finding.of(new DatabaseAgrees(connection, patience, stored), tape));
      }
    }
    Report.print(findings, out);
    return findings.stream().allMatch(Finding::passed);
  }

  /** Every rule that the topics alone can prove. */
  static List<Check> topicChecks(boolean generated) {
    return List.of(
        new Decodable(),
        new EveryOrderOnce(),
        new LogIsAsSent(),
        new LogKeepsOrder(),
        new FirstAnswers(),
        new ExecutionSequences(),
        new TradeSequences(),
        new TradesCouldHappen(),
        new TradesAreExecuted(),
        new CancelledTrades(),
        new NothingOverfilled(),
        new StatusesAddUp(),
        new NoCrossedBook(),
        new NoOrderTwice(),
        new ReplayAgrees(),
        new OrderLimitsKept(),
        new PositionLimitsKept(),
        new ReduceOnlyKept(),
        new OpenOrderLimitsKept(),
        new SymbolOrderLimitsKept(),
        new CreditLimitsKept(),
        new SomethingHappened(generated));
  }

  static List<Finding> findings(List<Check> checks, Tape tape) {
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      findings.add(Finding.of(check, tape));
    }
    return findings;
  }
}
