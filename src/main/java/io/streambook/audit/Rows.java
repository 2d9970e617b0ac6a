package io.streambook.audit;

import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Trade;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows that the topics demand, each value as the text in which Postgres gives it: written down
 * here a second time, so that an error in the Core part's own statements can't hide.
 */
final class Rows {
  /** A row begins with two numbers that order the rows of a symbol, then come the columns. */
  static final int ID_COLUMNS = 2;

  /** A refused order may name a time that Postgres does not have: year 1 stands for all before. */
  private static final long FIRST_MICROS = -62_135_596_800_000_000L;

  /**
   * A table.
   *
   * @param query with symbol and last log sequence as parameters: what came of later entries is not
   *     asked for
   */
  record Table(String name, List<String> columns, String query) {}

  /**
   * What a row must be.
   *
   * @param record what it was made of
   */
  record Expected(Found<?> record, long first, long second, List<String> values) {
    boolean isBefore(ResultSet row) throws SQLException {
      long rowFirst = row.getLong(1);
      return first < rowFirst || (first == rowFirst && second < row.getLong(2));
    }

    boolean isAt(ResultSet row) throws SQLException {
      return first == row.getLong(1) && second == row.getLong(2);
    }
  }

  static final Table EXECUTIONS =
      table(
          "executions",
          "sequence, idx",
          "input_partition, input_offset, venue_order_id, order_id, request_id, account, side,"
              + " order_type, time_in_force, qty, price, exec_type, status, last_qty, last_px,"
              + " cum_qty, leaves_qty, trade_idx, reason, text, reference, currency, trading_day,"
              + " at, stop_px, display_qty, min_qty, post_only, expire_at, self_trade_prevention,"
              + " self_trade_group, cancelled_trade_id, cash, operator, comment");

  static final Table TRADES =
      table(
          "trades",
          "sequence, idx",
          "trade_id, buy_order_id, sell_order_id, buy_account, sell_account, buy_venue_order_id,"
              + " sell_venue_order_id, qty, price, aggressor, trading_day, at");

  static final Table ORDERS =
      table(
          "orders",
          "venue_order_id, 0",
          "account, order_id, side, order_type, time_in_force, qty, price, status, cum_qty,"
              + " leaves_qty, reason, text, trading_day, created_at, updated_at, sequence, idx,"
              + " stop_px, display_qty, min_qty, post_only, expire_at, self_trade_prevention,"
              + " self_trade_group");

  private static final String ORDERS_READ =
      " from (values (?::text, ?::bigint)) as read (symbol, last)"
          + " join orders using (symbol) where venue_order_id <= last";

  /** A sum that rises with every execution that is taken in by an order's row up to the last. */
  static final String STEPS =
      "select coalesce(sum(sequence + idx), 0)" + ORDERS_READ + " and sequence <= last";

  /** venueOrderId of the others: see {@link #movedOn}. */
  static final String MOVED_ON = "select venue_order_id" + ORDERS_READ + " and sequence > last";

  private Rows() {}

  /** Whether an order's row stands at an execution of a later log entry than was read. */
  static boolean movedOn(Table table, SymbolTape symbol, ResultSet row) throws SQLException {
    return table.equals(ORDERS) && row.getLong("sequence") > symbol.lastSequence();
  }

  static String id(SymbolTape symbol, ResultSet row) throws SQLException {
    return symbol.symbol() + "-" + row.getLong(1) + "-" + row.getLong(2);
  }

  static List<Expected> executions(SymbolTape symbol) {
    List<Expected> rows = new ArrayList<>();
    for (Found<Execution> found : symbol.executions()) {
      Execution e = found.value();
      rows.add(new Expected(found, e.sequence(), e.index(), values(e)));
    }
    return rows;
  }

  static List<Expected> trades(SymbolTape symbol) {
    List<Expected> rows = new ArrayList<>();
    for (Found<Trade> found : symbol.trades()) {
      Trade t = found.value();
      rows.add(new Expected(found, t.sequence(), t.index(), values(t)));
    }
    return rows;
  }

  /** Each order as of its last execution. */
  static List<Expected> orders(SymbolTape symbol) {
    Map<Long, Execution> created = new HashMap<>();
    for (Found<Execution> found : symbol.executions()) {
      Execution e = found.value();
      if (e.changesOrder()) {
        created.putIfAbsent(e.venueOrderId(), e);
      }
    }
    List<Expected> rows = new ArrayList<>();
    lastExecutions(symbol)
        .forEach(
            (id, found) ->
                rows.add(new Expected(found, id, 0, values(found.value(), created.get(id)))));
    return rows;
  }

  /** How far the rows of orders are when each is as of its last execution: see {@link #STEPS}. */
  static Map<Long, Long> steps(SymbolTape symbol) {
    Map<Long, Long> steps = new HashMap<>();
    lastExecutions(symbol)
        .forEach((id, found) -> steps.put(id, found.value().sequence() + found.value().index()));
    return steps;
  }

  /** By venueOrderId; a refused cancel or replace is none of the order's. */
  private static Map<Long, Found<Execution>> lastExecutions(SymbolTape symbol) {
    Map<Long, Found<Execution>> last = new TreeMap<>();
    for (Found<Execution> found : symbol.executions()) {
      if (found.value().changesOrder()) {
        last.put(found.value().venueOrderId(), found);
      }
    }
    return last;
  }

  private static List<String> values(Execution e) {
    List<String> values =
        new ArrayList<>(
            Arrays.asList(
                number(e.partition()),
                number(e.offset()),
                number(e.venueOrderId()),
                text(e.orderId()),
                text(e.requestId()),
                text(e.account()),
                name(e.side()),
                name(e.orderType()),
                name(e.timeInForce()),
                decimal(e.qty()),
                decimal(e.price()),
                name(e.execType()),
                name(e.ordStatus()),
                decimal(e.lastQty()),
                decimal(e.lastPx()),
                decimal(e.cumQty()),
                decimal(e.leavesQty()),
                e.tradeIndex() < 0 ? null : number(e.tradeIndex()),
                name(e.reason()),
                text(e.text()),
                decimal(e.reference()),
                text(e.currency()),
                day(e.tradingDay()),
                number(e.time())));
    values.addAll(values(e.conditions()));
    Correction correction = e.correction();
    values.add(said(correction.tradeId()));
    values.add(correction.cash() == 0 ? null : decimal(correction.cash()));
    values.add(said(correction.operator()));
    values.add(said(correction.comment()));
    return values;
  }

  private static List<String> values(Conditions conditions) {
    boolean prevents = conditions.selfTradePrevention() != SelfTradePrevention.NONE;
    return Arrays.asList(
        decimal(conditions.stopPx()),
        conditions.displayQty() == 0 ? null : decimal(conditions.displayQty()),
        conditions.minQty() == 0 ? null : decimal(conditions.minQty()),
        Boolean.toString(conditions.postOnly()),
        conditions.expireTime() == 0
            ? null
            : number(Math.max(FIRST_MICROS, conditions.expireTime())),
        prevents ? name(conditions.selfTradePrevention()) : null,
        said(conditions.selfTradeGroup()));
  }

  /** What is not said is null. */
  private static String said(String value) {
    return value.isEmpty() ? null : text(value);
  }

  private static List<String> values(Trade t) {
    return Arrays.asList(
        text(t.tradeId()),
        text(t.buyOrderId()),
        text(t.sellOrderId()),
        text(t.buyAccount()),
        text(t.sellAccount()),
        number(t.buyVenueOrderId()),
        number(t.sellVenueOrderId()),
        decimal(t.qty()),
        decimal(t.price()),
        name(t.aggressor()),
        day(t.tradingDay()),
        number(t.time()));
  }

  private static List<String> values(Execution e, Execution created) {
    List<String> values =
        new ArrayList<>(
            Arrays.asList(
                text(e.account()),
                text(e.orderId()),
                name(e.side()),
                name(e.orderType()),
                name(e.timeInForce()),
                decimal(e.qty()),
                decimal(e.price()),
                name(e.ordStatus()),
                decimal(e.cumQty()),
                decimal(e.leavesQty()),
                name(e.reason()),
                text(e.text()),
                day(created.tradingDay()),
                number(created.time()),
                number(e.time()),
                number(e.sequence()),
                number(e.index())));
    values.addAll(values(e.conditions()));
    return values;
  }

  private static String number(long value) {
    return Long.toString(value);
  }

  private static String decimal(long value) {
    return value == Decimal8.NONE
        ? null
        : BigDecimal.valueOf(value, Decimal8.SCALE).toPlainString();
  }

  private static String name(Enum<?> value) {
    return value == null ? null : value.name();
  }

  /** Postgres can't hold the character NUL. */
  private static String text(String value) {
    return value == null ? null : value.replace('\0', '\uFFFD');
  }

  private static String day(int days) {
    return LocalDate.ofEpochDay(days).toString();
  }

  private static Table table(String name, String id, String columns) {
    List<String> names = List.of(columns.split(", ", -1));
    List<String> selected = names.stream().map(Rows::selected).toList();
    String query =
        "select %s, %s from %s where symbol = ? and %s <= ? order by 1, 2"
            .formatted(id, String.join(", ", selected), name, id.split(",", -1)[0]);
    return new Table(name, names, query);
  }

  /**
   * Times as microseconds since 1970; all as the server writes it: the driver writes the numbers of
   * often executed queries in its own way, 0E-8 for 0.00000000.
   */
  private static String selected(String column) {
    boolean time = column.equals("at") || column.endsWith("_at");
    return time
        ? "(extract(epoch from " + column + ") * 1000000)::bigint::text"
        : column + "::text";
  }
}
