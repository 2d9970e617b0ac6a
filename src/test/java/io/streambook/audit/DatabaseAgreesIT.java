package io.streambook.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Execution;
import io.streambook.book.Trade;
import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import io.streambook.core.Upserts;
import io.streambook.local.Stack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that are not as the topics say, in Postgres as the Core part writes them. */
@ExtendWith(Stack.class)
class DatabaseAgreesIT extends SmallVenue {
  /** s1, b1, b2, c1 and b3. */
  private static final int ORDERS = 5;

  private Database database;
  private Connection connection;

  @BeforeEach
  void migrate(Stack stack) throws SQLException {
    database =
        new Database(
            new DatabaseSettings(
                stack.newDatabase(), stack.postgres().user(), stack.postgres().password()));
    assertThat(database.migrate()).isPositive();
    connection = database.connect();
    write();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void write() throws SQLException {
    for (Found<Execution> found : tape.executions()) {
      write(found.value());
    }
    for (Found<Trade> found : tape.trades()) {
      try (PreparedStatement statement = connection.prepareStatement(Upserts.TRADE)) {
        Upserts.bindTrade(statement, found.value());
        statement.execute();
      }
    }
  }

  private void write(Execution execution) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(Upserts.EXECUTION)) {
      Upserts.bindExecution(statement, execution);
      statement.execute();
    }
    if (execution.changesOrder()) {
      try (PreparedStatement statement = connection.prepareStatement(Upserts.ORDER)) {
        Upserts.bindOrder(statement, execution);
        statement.execute();
      }
    }
  }

  private int sql(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private Finding find(Duration patience, Set<String> stored) throws SQLException {
    try (Connection scan = database.connectToScan()) {
      return Finding.of(new DatabaseAgrees(scan, patience, stored), venue.tape());
    }
  }

  private String verdict() throws SQLException {
    return find(Duration.ZERO, Set.of()).verdict();
  }

  @Test
  void rowsAsTheyMustBe() throws SQLException {
    Finding finding = find(Duration.ZERO, DatabaseAgrees.symbols(connection));

    assertThat(finding.verdict()).isEqualTo("ok");
    assertThat(finding.checkedCount())
        .isEqualTo(tape.executions().size() + tape.trades().size() + ORDERS);
  }

  @Test
  void aRowThatIsMissing() throws SQLException {
    for (Rows.Table table : List.of(Rows.EXECUTIONS, Rows.TRADES, Rows.ORDERS)) {
      String id = table.equals(Rows.ORDERS) ? "venue_order_id" : "sequence * 1000 + idx";
      for (String which : List.of("min", "max")) {
        String last = "(select %s(%s) from %s)".formatted(which, id, table.name());
        assertThat(sql("delete from " + table.name() + " where " + id + " = " + last)).isOne();
        assertThat(verdict())
            .startsWith("FAILED 1 times, first ")
            .endsWith(": has no row in " + table.name());
        write();
      }
    }
    assertThat(verdict()).isEqualTo("ok");
  }

  @Test
  void aRowThatIsInNoTopic() throws SQLException {
    Found<Trade> trade = tape.trades().remove(0);
    assertThat(verdict())
        .isEqualTo(
            "FAILED 1 times, first trades: row " + trade.value().tradeId() + " is in no topic");
    tape.trades().add(0, trade);

    Found<Execution> refusal = tape.executions().remove(tape.executions().size() - 1);
    assertThat(verdict())
        .isEqualTo(
            "FAILED 1 times, first executions: row "
                + refusal.value().execId()
                + " is in no topic");
    tape.executions().add(refusal);

    assertThat(
            sql(
                "insert into orders select symbol, 1, account, order_id, side, order_type,"
                    + " time_in_force, qty, price, status, cum_qty, leaves_qty, reason, text,"
                    + " trading_day, created_at, updated_at, sequence, idx"
                    + " from orders where order_id = 's1'"))
        .isOne();
    assertThat(verdict()).isEqualTo("FAILED 1 times, first orders: row AAA-1-0 is in no topic");
  }

  @Test
  void noColumnIsLeftOut() throws SQLException {
    for (Rows.Table table : List.of(Rows.EXECUTIONS, Rows.TRADES, Rows.ORDERS)) {
      Set<String> compared = new TreeSet<>(table.columns());
      compared.add("symbol");
      // What orders the rows.
      compared.addAll(
          table.equals(Rows.ORDERS) ? Set.of("venue_order_id") : Set.of("sequence", "idx"));
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("select * from " + table.name())) {
        Set<String> columns = new TreeSet<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          columns.add(row.getMetaData().getColumnName(i));
        }
        assertThat(compared).as(table.name()).isEqualTo(columns);
      }
    }
  }

  @Test
  void anyColumnThatIsAnother() throws SQLException {
    for (Rows.Table table : List.of(Rows.EXECUTIONS, Rows.TRADES, Rows.ORDERS)) {
      for (String column : table.columns()) {
        String other =
            switch (type(table, column)) {
              case "text" -> "'other'";
              case "date", "timestamp with time zone" -> "'2000-01-01'";
              case "boolean" -> "not " + column;
              default -> "7777";
            };
        String one = "ctid = (select min(ctid) from " + table.name() + ")";
        if (column.equals("sequence")) {
          // A later one is that of an execution that was not read.
          other = "1";
        }
        assertThat(
                sql("update %s set %s = %s where %s".formatted(table.name(), column, other, one)))
            .isOne();
        assertThat(verdict())
            .startsWith("FAILED 1 times, first ")
            .contains(": " + table.name() + "." + column + " is ");
        sql("truncate orders, executions, trades");
        write();
      }
    }
  }

  private String type(Rows.Table table, String column) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select data_type from information_schema.columns"
                + " where table_name = ? and column_name = ?")) {
      query.setString(1, table.name());
      query.setString(2, column);
      try (ResultSet result = query.executeQuery()) {
        assertThat(result.next()).as(column).isTrue();
        return result.getString(1);
      }
    }
  }

  @Test
  void aSymbolThatIsInNoTopic() throws SQLException {
    for (String table : List.of("executions", "trades", "orders")) {
      assertThat(sql("update " + table + " set symbol = 'STRANGE'")).isPositive();
      assertThat(DatabaseAgrees.symbols(connection)).contains("STRANGE");
      sql("delete from " + table + " where symbol = 'STRANGE'");
      write();
    }
    assertThat(find(Duration.ZERO, Set.of("AAA", "STRANGE")).verdict())
        .isEqualTo("FAILED 1 times, first rows of STRANGE, which is in no topic");
  }

  /** The Core part goes on while the audit reads. */
  @Test
  void aSymbolThatCameAfterTheTopicsWereRead() throws SQLException {
    Set<String> stored = DatabaseAgrees.symbols(connection);
    assertThat(stored).containsExactly("AAA");
    sql("create temp table later as select * from executions");
    sql("update later set symbol = 'LATER'");
    sql("insert into executions select * from later");
    assertThat(find(Duration.ZERO, stored).verdict()).isEqualTo("ok");
  }

  /** It may have some orders far beyond what was read, while rows of others are still to come. */
  @Test
  void rowsAreWaitedForWhateverOthersAreBeyond() throws Exception {
    Found<Execution> entered = execution(e -> e.orderId().equals("c1"));
    write(new Copy(entered.value()).sequence(1_000_000).execution());
    sql("delete from executions where sequence > 1");
    sql("delete from trades");
    CompletableFuture<Void> core =
        CompletableFuture.runAsync(
            () -> {
              try {
                write();
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            },
            CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));

    Finding finding = find(Duration.ofSeconds(10), Set.of("AAA"));
    core.get();
    assertThat(finding.verdict()).isEqualTo("ok");
  }
}
