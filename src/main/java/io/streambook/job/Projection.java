package io.streambook.job;

import io.streambook.book.Execution;
import io.streambook.book.Trade;
import io.streambook.core.DatabaseSettings;
import io.streambook.core.Upserts;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The Core part: committed executions and trades become rows in Postgres. At least once, which the
 * statements make exactly once.
 */
final class Projection {
  private Projection() {}

  static void build(
      DataStream<Object> executions, DataStream<Object> trades, DatabaseSettings database) {
    write(
        trades,
        "trades-table",
        new TableSink(
            database,
            Upserts.TRADE,
            (statement, trade) -> Upserts.bindTrade(statement, (Trade) trade)));
    write(
        executions,
        "executions-table",
        new TableSink(
            database,
            Upserts.EXECUTION,
            (statement, execution) -> Upserts.bindExecution(statement, (Execution) execution)));
    // By primary key: two subtasks never wait for each other's rows.
    write(
        executions
            .filter(execution -> Upserts.changesOrder((Execution) execution))
            .uid("order-changes")
            .name("order-changes")
            .keyBy(execution -> order((Execution) execution), Types.STRING),
        "orders-table",
        new TableSink(
            database,
            Upserts.ORDER,
            (statement, execution) -> Upserts.bindOrder(statement, (Execution) execution)));
  }

  private static void write(DataStream<Object> rows, String uid, TableSink table) {
    rows.sinkTo(table).uid(uid).name(uid);
  }

  private static String order(Execution execution) {
    return execution.symbol() + '/' + execution.venueOrderId();
  }
}
