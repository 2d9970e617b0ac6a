package io.streambook.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import io.streambook.local.Stack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stack.class)
class UpsertsIT {
  private static final long TIME = 1_700_000_000_123_456L;
  private static final int DAY = 19_675;

  private DatabaseSettings settings;
  private Connection connection;

  @BeforeEach
  void migrate(Stack stack) throws SQLException {
    settings =
        new DatabaseSettings(
            stack.newDatabase(), stack.postgres().user(), stack.postgres().password());
    Database database = new Database(settings);
    assertThat(database.trouble()).get().asString().contains("database migrate");
    assertThat(database.migrate()).isPositive();
    assertThat(database.migrate()).isZero();
    assertThat(database.trouble()).isEmpty();
    connection = database.connect();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void orderStandsAtItsLatestExecutionInWhateverOrderTheyCome() throws SQLException {
    Execution accepted = execution(7, 0, ExecType.NEW, OrdStatus.NEW, 0, null);
    Execution part = execution(9, 1, ExecType.TRADE, OrdStatus.PARTIALLY_FILLED, 4, null);
    Execution filled = execution(9, 3, ExecType.TRADE, OrdStatus.FILLED, 10, null);
    String expected = "A|7|FILLED|10.00000000|0.00000000|9|3";
    for (List<Execution> come :
        List.of(List.of(accepted, part, filled), List.of(part), List.of(filled, accepted))) {
      come.forEach(this::order);
      assertThat(
              rows("symbol, venue_order_id, status, cum_qty, leaves_qty, sequence, idx", "orders"))
          .containsExactly(expected);
    }
    assertThat(rows("trading_day, created_at = updated_at, time_in_force, price", "orders"))
        .containsExactly("2023-11-14|t|GTC|101.50000000");
  }

  /** A setting that many put into their URL. */
  @Test
  void anOrderMovesTwiceInABatchWhateverTheUrlSays() throws SQLException {
    DatabaseSettings rewriting =
        new DatabaseSettings(
            settings.url() + "?reWriteBatchedInserts=true", settings.user(), settings.password());
    try (Connection other = new Database(rewriting).connect();
        PreparedStatement statement = other.prepareStatement(Upserts.ORDER)) {
      for (int index = 0; index < 2; index++) {
        Upserts.bindOrder(statement, execution(7, index, ExecType.NEW, OrdStatus.NEW, index, null));
        statement.addBatch();
      }
      statement.executeBatch();
    }
    assertThat(rows("idx", "orders")).containsExactly("1");
  }

  @Test
  void rejectIsARowAndRefusedCancelIsNone() throws SQLException {
    Execution reject = execution(1, 0, ExecType.REJECTED, OrdStatus.REJECTED, 0, Reason.TICK_SIZE);
    assertThat(Upserts.changesOrder(reject)).isTrue();
    order(reject);
    assertThat(rows("status, reason, text", "orders"))
        .containsExactly("REJECTED|TICK_SIZE|TICK_SIZE: a�b");
    Execution refused =
        execution(2, 0, ExecType.CANCEL_REJECT, OrdStatus.REJECTED, 0, Reason.UNKNOWN_ORDER);
    assertThat(Upserts.changesOrder(refused)).isFalse();
  }

  /** Risk refuses it; the refusal says what was asked for. */
  @Test
  void aTimeThatPostgresDoesNotHaveIsNoReasonToStop() throws SQLException {
    for (long expireTime : List.of(Long.MIN_VALUE, Long.MAX_VALUE)) {
      Conditions until =
          Conditions.of(Decimal8.NONE, 0, 0, false, expireTime, SelfTradePrevention.NONE, "");
      int index = expireTime < 0 ? 0 : 1;
      Execution reject =
          execution(
              3,
              index,
              ExecType.REJECTED,
              OrdStatus.REJECTED,
              0,
              Reason.INVALID_EXPIRE_TIME,
              until);
      bind(Upserts.EXECUTION, statement -> Upserts.bindExecution(statement, reject));
      order(reject);
    }
    assertThat(rows("idx, expire_at", "executions"))
        .containsExactly("0|0001-01-01 00:00:00+00", "1|294247-01-10 04:00:54.775807+00");
    assertThat(rows("idx, expire_at", "orders"))
        .containsExactly("1|294247-01-10 04:00:54.775807+00");
  }

  @Test
  void executionsAndTradesAreInsertedOnceAndMakeThePosition() throws SQLException {
    Execution part = execution(9, 1, ExecType.TRADE, OrdStatus.PARTIALLY_FILLED, 4, null);
    Trade trade =
        new Trade(
            "A",
            9,
            0,
            "buy",
            "sell",
            "F/1",
            "F/2",
            7,
            9,
            4 * Decimal8.ONE,
            10,
            Side.SELL,
            DAY,
            TIME);
    for (int again = 0; again < 2; again++) {
      bind(Upserts.EXECUTION, statement -> Upserts.bindExecution(statement, part));
      bind(Upserts.TRADE, statement -> Upserts.bindTrade(statement, trade));
    }
    assertThat(rows("symbol, sequence, idx, exec_type, last_qty, last_px, at", "executions"))
        .containsExactly("A|9|1|TRADE|4.00000000|100.00000000|2023-11-14 22:13:20.123456+00");
    assertThat(rows("trade_id, qty, price, aggressor", "trades"))
        .containsExactly("A-9-0|4.00000000|0.00000010|SELL");
    assertThat(rows("account, symbol, currency, position, round(booked, 2)", "positions"))
        .containsExactly("F/1|A|USD|4.00000000|400.00");
  }

  @Test
  void aCancelledTradeAndAnAdjustmentAreInThePosition() throws SQLException {
    Correction cancel = new Correction("A-9-0", 0, "alice", "mistake");
    Correction adjustment = new Correction("", Decimal8.parse("2.5"), "alice", "transfer");
    for (Execution execution :
        List.of(
            corrected(execution(12, 0, ExecType.TRADE_CANCEL, OrdStatus.CANCELED, 0, null), cancel),
            execution(9, 1, ExecType.TRADE, OrdStatus.PARTIALLY_FILLED, 4, null),
            execution(11, 1, ExecType.TRADE, OrdStatus.PARTIALLY_FILLED, 8, null),
            corrected(
                execution(13, 0, ExecType.POSITION_REPORT, OrdStatus.FILLED, 0, null), adjustment),
            corrected(
                execution(14, 0, ExecType.POSITION_REPORT, OrdStatus.REJECTED, 0, Reason.OVERFLOW),
                adjustment))) {
      bind(Upserts.EXECUTION, statement -> Upserts.bindExecution(statement, execution));
    }
    Trade trade =
        new Trade(
            "A",
            9,
            0,
            "buy",
            "sell",
            "F/1",
            "F/2",
            7,
            9,
            4 * Decimal8.ONE,
            10,
            Side.SELL,
            DAY,
            TIME);
    bind(Upserts.TRADE, statement -> Upserts.bindTrade(statement, trade));

    assertThat(rows("trade_id, cancelled_at is not null, operator, comment", "trades_with_cancels"))
        .containsExactly("A-9-0|t|alice|mistake");
    // 4 bought at 100 and taken back, 4 bought at 100, 4 and 2.5 of cash given.
    assertThat(rows("position, round(booked, 2), traded_qty", "positions"))
        .containsExactly("8.00000000|397.50|4.00000000");
  }

  private static Execution corrected(Execution e, Correction correction) {
    boolean cancels = e.execType() == ExecType.TRADE_CANCEL;
    return new Execution(
        e.symbol(),
        e.sequence(),
        e.index(),
        e.partition(),
        e.offset(),
        e.venueOrderId(),
        e.orderId(),
        e.requestId(),
        e.account(),
        e.side(),
        e.orderType(),
        e.timeInForce(),
        e.qty(),
        e.price(),
        e.conditions(),
        e.execType(),
        e.ordStatus(),
        e.ordStatus() == OrdStatus.REJECTED ? 0 : 4 * Decimal8.ONE,
        cancels ? 100 * Decimal8.ONE : Decimal8.NONE,
        e.cumQty(),
        e.leavesQty(),
        -1,
        e.reason(),
        e.text(),
        e.reference(),
        e.currency(),
        correction,
        e.tradingDay(),
        e.time());
  }

  private static Execution execution(
      long sequence, int index, ExecType type, OrdStatus status, long cumQty, Reason reason) {
    return execution(sequence, index, type, status, cumQty, reason, Conditions.NONE);
  }

  private static Execution execution(
      long sequence,
      int index,
      ExecType type,
      OrdStatus status,
      long cumQty,
      Reason reason,
      Conditions conditions) {
    boolean trade = type == ExecType.TRADE;
    return new Execution(
        "A",
        sequence,
        index,
        3,
        sequence + 100,
        7,
        "buy",
        "buy",
        "F/1",
        Side.BUY,
        OrderType.LIMIT,
        TimeInForce.GTC,
        10 * Decimal8.ONE,
        Decimal8.parse("101.5"),
        conditions,
        type,
        status,
        trade ? 4 * Decimal8.ONE : 0,
        trade ? 100 * Decimal8.ONE : Decimal8.NONE,
        cumQty * Decimal8.ONE,
        (10 - cumQty) * Decimal8.ONE,
        trade ? 0 : -1,
        reason,
        reason == null ? null : reason + ": a\0b",
        Decimal8.NONE,
        "USD",
        DAY,
        TIME);
  }

  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private void order(Execution execution) {
    bind(Upserts.ORDER, statement -> Upserts.bindOrder(statement, execution));
  }

  private void bind(String sql, Binding binding) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      binding.bind(statement);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> rows(String columns, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set time zone 'UTC'");
      try (ResultSet found =
          statement.executeQuery(
              "select concat_ws('|', %s) from %s order by 1".formatted(columns, table))) {
        List<String> rows = new ArrayList<>();
        while (found.next()) {
          rows.add(found.getString(1));
        }
        return rows;
      }
    }
  }
}
