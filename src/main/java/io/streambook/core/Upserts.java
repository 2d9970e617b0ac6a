package io.streambook.core;

import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.Execution;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Trade;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How executions and trades become rows. Every statement may run again, in any later run: an
 * execution or trade is there or is inserted, and an order's row only moves to a later execution.
 */
public final class Upserts {
  /** What only few orders say: see {@link #bindConditions}. */
  private static final String CONDITIONS =
      "stop_px, display_qty, min_qty, post_only, expire_at, self_trade_prevention,"
          + " self_trade_group";

  /** One row per execution. */
  public static final String EXECUTION =
      insert(
              "executions",
              "symbol, sequence, idx, input_partition, input_offset, venue_order_id, order_id,"
                  + " request_id, account, side, order_type, time_in_force, qty, price, exec_type,"
                  + " status, last_qty, last_px, cum_qty, leaves_qty, trade_idx, reason, text,"
                  + " reference, currency, trading_day, at, "
                  + CONDITIONS
                  + ", cancelled_trade_id, cash, operator, comment")
          + " on conflict do nothing";

  /** One row per trade. */
  public static final String TRADE =
      insert(
              "trades",
              "symbol, sequence, idx, trade_id, buy_order_id, sell_order_id, buy_account,"
                  + " sell_account, buy_venue_order_id, sell_venue_order_id, qty, price, aggressor,"
                  + " trading_day, at")
          + " on conflict do nothing";

  /** The order as of an execution; see {@link #changesOrder}. */
  public static final String ORDER =
      insert(
              "orders",
              "symbol, venue_order_id, account, order_id, side, order_type, time_in_force, qty,"
                  + " price, status, cum_qty, leaves_qty, reason, text, trading_day, created_at,"
                  + " updated_at, sequence, idx, "
                  + CONDITIONS)
          + " on conflict (symbol, venue_order_id) do update set"
          + " time_in_force = excluded.time_in_force, qty = excluded.qty, price = excluded.price,"
          + " status = excluded.status, cum_qty = excluded.cum_qty, leaves_qty ="
          + " excluded.leaves_qty, reason = excluded.reason, text = excluded.text, updated_at ="
          + " excluded.updated_at, sequence = excluded.sequence, idx = excluded.idx, "
          + fromExcluded(CONDITIONS)
          + " where (orders.sequence, orders.idx) < (excluded.sequence, excluded.idx)";

  private Upserts() {}

  private static String fromExcluded(String columns) {
    return Stream.of(columns.split(", ", -1))
        .map(column -> column + " = excluded." + column)
        .collect(Collectors.joining(", "));
  }

  /** A refused cancel or replace leaves its order as it was, and may name no order at all. */
  public static boolean changesOrder(Execution execution) {
    return execution.changesOrder();
  }

  public static void bindExecution(PreparedStatement statement, Execution e) throws SQLException {
    Row row = new Row(statement);
    row.text(e.symbol())
        .number(e.sequence())
        .number(e.index())
        .number(e.partition())
        .number(e.offset())
        .number(e.venueOrderId())
        .text(e.orderId())
        .text(e.requestId())
        .text(e.account())
        .name(e.side())
        .name(e.orderType())
        .name(e.timeInForce())
        .decimal(e.qty())
        .decimal(e.price())
        .name(e.execType())
        .name(e.ordStatus())
        .decimal(e.lastQty())
        .decimal(e.lastPx())
        .decimal(e.cumQty())
        .decimal(e.leavesQty())
        .numberOrNull(e.tradeIndex())
        .name(e.reason())
        .text(e.text())
        .decimal(e.reference())
        .text(e.currency())
        .day(e.tradingDay())
        .time(e.time());
    bindConditions(row, e.conditions());
    Correction correction = e.correction();
    row.textOrNull(correction.tradeId())
        .decimalOrNull(correction.cash())
        .textOrNull(correction.operator())
        .textOrNull(correction.comment());
  }

  /** What an order does not say is null. */
  private static void bindConditions(Row row, Conditions conditions) throws SQLException {
    boolean prevents = conditions.selfTradePrevention() != SelfTradePrevention.NONE;
    row.decimal(conditions.stopPx())
        .decimalOrNull(conditions.displayQty())
        .decimalOrNull(conditions.minQty())
        .flag(conditions.postOnly())
        .timeOrNull(conditions.expireTime())
        .name(prevents ? conditions.selfTradePrevention() : null)
        .textOrNull(conditions.selfTradeGroup());
  }

  public static void bindTrade(PreparedStatement statement, Trade t) throws SQLException {
    new Row(statement)
        .text(t.symbol())
        .number(t.sequence())
        .number(t.index())
        .text(t.tradeId())
        .text(t.buyOrderId())
        .text(t.sellOrderId())
        .text(t.buyAccount())
        .text(t.sellAccount())
        .number(t.buyVenueOrderId())
        .number(t.sellVenueOrderId())
        .decimal(t.qty())
        .decimal(t.price())
        .name(t.aggressor())
        .day(t.tradingDay())
        .time(t.time());
  }

  public static void bindOrder(PreparedStatement statement, Execution e) throws SQLException {
    Row row = new Row(statement);
    row.text(e.symbol())
        .number(e.venueOrderId())
        .text(e.account())
        .text(e.orderId())
        .name(e.side())
        .name(e.orderType())
        .name(e.timeInForce())
        .decimal(e.qty())
        .decimal(e.price())
        .name(e.ordStatus())
        .decimal(e.cumQty())
        .decimal(e.leavesQty())
        .name(e.reason())
        .text(e.text())
        .day(e.tradingDay())
        .time(e.time())
        .time(e.time())
        .number(e.sequence())
        .number(e.index());
    bindConditions(row, e.conditions());
  }

  private static String insert(String table, String columns) {
    int count = columns.split(",", -1).length;
    return "insert into %s (%s) values (%s)"
        .formatted(table, columns, String.join(", ", Collections.nCopies(count, "?")));
  }
}
