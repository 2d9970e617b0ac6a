package io.streambook.job;

import io.streambook.book.Execution;
import io.streambook.book.Trade;
import io.streambook.core.DatabaseSettings;
import io.streambook.core.Upserts;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The Core part: committed executions and trades become rows in Postgres. At least once, which the
 * statements make exactly once. A database that is away fails the task, again and again until it is
 * back; nothing is lost meanwhile, for the offsets only move with a checkpoint.
 */
final class Projection {
  private static final int BATCH_ROWS = 1_000;

  private Projection() {}

  static void build(
      DataStream<Object> executions, DataStream<Object> trades, DatabaseSettings database) {
    JdbcConnectionOptions rewritten =
        connection(database).withProperty("reWriteBatchedInserts", "true").build();
    trades
        .sinkTo(
            sink(
                Upserts.TRADE,
                (statement, trade) -> Upserts.bindTrade(statement, (Trade) trade),
                rewritten))
        .uid("trades-table")
        .name("trades-table");
    executions
        .sinkTo(
            sink(
                Upserts.EXECUTION,
                (statement, execution) -> Upserts.bindExecution(statement, (Execution) execution),
                rewritten))
        .uid("executions-table")
        .name("executions-table");
    // By primary key: two subtasks never wait for each other's rows. Not rewritten, since one
    // statement can't change a row twice.
    executions
        .filter(execution -> Upserts.changesOrder((Execution) execution))
        .uid("order-changes")
        .name("order-changes")
        .keyBy(execution -> order((Execution) execution), Types.STRING)
        .sinkTo(
            sink(
                Upserts.ORDER,
                (statement, execution) -> Upserts.bindOrder(statement, (Execution) execution),
                connection(database).build()))
        .uid("orders-table")
        .name("orders-table");
  }

  private static String order(Execution execution) {
    return execution.symbol() + '/' + execution.venueOrderId();
  }

  /** Flushed when full and with every checkpoint. */
  private static JdbcSink<Object> sink(
      String sql, JdbcStatementBuilder<Object> binding, JdbcConnectionOptions connection) {
    return JdbcSink.<Object>builder()
        .withQueryStatement(sql, binding)
        .withExecutionOptions(JdbcExecutionOptions.builder().withBatchSize(BATCH_ROWS).build())
        .buildAtLeastOnce(connection);
  }

  private static JdbcConnectionOptions.JdbcConnectionOptionsBuilder connection(
      DatabaseSettings database) {
    return new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
        .withUrl(database.url())
        .withDriverName("org.postgresql.Driver")
        .withUsername(database.user())
        .withPassword(database.password());
  }
}
