package io.streambook.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

/** The rows in Postgres against the topics, column by column. */
final class DatabaseAgrees implements Check {
  private static final long POLL_MILLIS = 200;
  private static final int ROWS_AT_ONCE = 5_000;

  private final Connection database;
  private final Duration patience;
  private final Set<String> stored;

  /**
   * @param patience how long to wait, without any progress, for rows that are still to come
   * @param stored {@link #symbols} as they were before the topics were read
   */
  DatabaseAgrees(Connection database, Duration patience, Set<String> stored) {
    this.database = database;
    this.patience = patience;
    this.stored = stored;
  }

  /** All that have rows. What has one is in the topics, for whoever reads them from now on. */
  static Set<String> symbols(Connection database) throws SQLException {
    String sql =
        "select symbol from executions union select symbol from trades"
            + " union select symbol from orders";
    Set<String> symbols = new TreeSet<>();
    try (PreparedStatement query = database.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        symbols.add(rows.getString(1));
      }
    }
    return symbols;
  }

  @Override
  public String rule() {
    return "the rows in Postgres equal the topics";
  }

  @Override
  public String subject() {
    return "rows";
  }

  @Override
  public void run(Tape tape, Finding finding) {
    try {
      // A driver reads row by row only within a transaction.
      database.setAutoCommit(false);
      awaitRows(tape);
      Set<String> strangers = new TreeSet<>(stored);
      for (SymbolTape symbol : tape.symbols()) {
        strangers.remove(symbol.symbol());
        compare(symbol, Rows.EXECUTIONS, Rows.executions(symbol), finding);
        compare(symbol, Rows.TRADES, Rows.trades(symbol), finding);
        compare(symbol, Rows.ORDERS, Rows.orders(symbol), finding);
      }
      strangers.forEach(symbol -> finding.broken("rows of " + symbol + ", which is in no topic"));
    } catch (SQLException e) {
      throw new IllegalStateException("The database can't be read", e);
    }
  }

  /** The Core part may lag; it is waited for as long as it gets on. */
  private void awaitRows(Tape tape) throws SQLException {
    Map<String, Map<Long, Long>> steps = new HashMap<>();
    long expected = 0;
    for (SymbolTape symbol : tape.symbols()) {
      Map<Long, Long> ofSymbol = Rows.steps(symbol);
      steps.put(symbol.symbol(), ofSymbol);
      expected += symbol.executions().size() + symbol.trades().size();
      expected += ofSymbol.values().stream().mapToLong(Long::longValue).sum();
    }
    long rows = rows(tape, steps);
    long lastProgress = System.nanoTime();
    while (rows < expected && System.nanoTime() - lastProgress < patience.toNanos()) {
      pause();
      long now = rows(tape, steps);
      if (now > rows) {
        lastProgress = System.nanoTime();
      }
      rows = now;
    }
  }

  private long rows(Tape tape, Map<String, Map<Long, Long>> steps) throws SQLException {
    long rows = 0;
    for (SymbolTape symbol : tape.symbols()) {
      Map<Long, Long> ofSymbol = steps.get(symbol.symbol());
      rows += number(count("executions"), symbol) + number(count("trades"), symbol);
      rows += number(Rows.STEPS, symbol);
      // However far these are, no more was expected of them.
      rows += sum(Rows.MOVED_ON, symbol, order -> ofSymbol.getOrDefault(order, 0L));
    }
    database.rollback();
    return rows;
  }

  private static String count(String table) {
    return "select count(*) from " + table + " where symbol = ? and sequence <= ?";
  }

  private long number(String sql, SymbolTape symbol) throws SQLException {
    return sum(sql, symbol, number -> number);
  }

  /** Of what each row's number stands for. */
  private long sum(String sql, SymbolTape symbol, LongUnaryOperator value) throws SQLException {
    try (PreparedStatement query = database.prepareStatement(sql)) {
      query.setFetchSize(ROWS_AT_ONCE);
      query.setString(1, symbol.symbol());
      query.setLong(2, symbol.lastSequence());
      try (ResultSet result = query.executeQuery()) {
        long sum = 0;
        while (result.next()) {
          sum += value.applyAsLong(result.getLong(1));
        }
        return sum;
      }
    }
  }

  /** Both sides in the order of their ids, like a merge: what one side lacks is named. */
  private void compare(
      SymbolTape symbol, Rows.Table table, List<Rows.Expected> expected, Finding finding)
      throws SQLException {
    try (PreparedStatement query = database.prepareStatement(table.query())) {
      query.setFetchSize(ROWS_AT_ONCE);
      query.setString(1, symbol.symbol());
      query.setLong(2, symbol.lastSequence());
      try (ResultSet rows = query.executeQuery()) {
        int next = 0;
        while (rows.next()) {
          finding.checked();
          while (next < expected.size() && expected.get(next).isBefore(rows)) {
            finding.broken(expected.get(next++).record(), "has no row in " + table.name());
          }
          if (next == expected.size() || !expected.get(next).isAt(rows)) {
            finding.broken(table.name() + ": row " + Rows.id(symbol, rows) + " is in no topic");
          } else {
            if (!Rows.movedOn(table, symbol, rows)) {
              compare(table, expected.get(next), rows, finding);
            }
            next++;
          }
        }
        while (next < expected.size()) {
          finding.broken(expected.get(next++).record(), "has no row in " + table.name());
        }
      }
    }
  }

  private static void compare(
      Rows.Table table, Rows.Expected expected, ResultSet rows, Finding finding)
      throws SQLException {
    for (int i = 0; i < table.columns().size(); i++) {
      String found = rows.getString(Rows.ID_COLUMNS + i + 1);
      if (!Objects.equals(found, expected.values().get(i))) {
        finding.broken(
            expected.record(),
            String.format(
                "%s.%s is %s, expected %s",
                table.name(), table.columns().get(i), found, expected.values().get(i)));
        return;
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the database", e);
    }
  }
}
