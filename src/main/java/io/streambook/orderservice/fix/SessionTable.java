package io.streambook.orderservice.fix;

import io.streambook.core.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of FIX sessions. A message, the sequence number after it and the execution that it
 * tells are written together, or none of them. Safe for use by many threads, one after the other.
 */
final class SessionTable implements AutoCloseable {
  private static final int COMP_IDS_MAX = 32;

  private final Database database;
  private Connection connection;

  SessionTable(Database database) {
    this.database = database;
  }

  /**
   * A session as it was left.
   *
   * @param told per symbol the place of the last execution that has a message
   * @param cancelOnDisconnect whether orders of its account are still to be cancelled
   */
  record Row(
      String compId,
      String account,
      boolean dropCopy,
      int nextSender,
      int nextTarget,
      boolean cancelOnDisconnect,
      Instant startedAt,
      Map<String, Long> told) {}

  /** An account has too many sessions. */
  static final class TooMany extends Exception {
    TooMany() {
      super("an account can have " + COMP_IDS_MAX + " SenderCompIDs", null, false, false);
    }
  }

  private interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private synchronized <T> T transaction(Work<T> work) throws IOException {
    try {
      if (connection == null) {
        connection = database.connect();
        connection.setAutoCommit(false);
      }
      T result = work.run(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      close();
      throw new IOException("FIX sessions can't be read or written: " + e.getMessage(), e);
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private static void execute(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      statement.executeUpdate();
    }
  }

  List<Row> all() throws IOException {
    return transaction(
        connection -> {
          Map<String, Map<String, Long>> told = told(connection);
          List<Row> rows = new ArrayList<>();
          try (PreparedStatement select =
                  prepare(
                      connection,
                      "select comp_id, account, drop_copy, next_sender, next_target,"
                          + " cancel_on_disconnect, started_at from fix_sessions");
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              rows.add(
                  new Row(
                      row.getString(1),
                      row.getString(2),
                      row.getBoolean(3),
                      row.getInt(4),
                      row.getInt(5),
                      row.getBoolean(6),
                      row.getTimestamp(7).toInstant(),
                      told.getOrDefault(row.getString(1), Map.of())));
            }
          }
          return rows;
        });
  }

  private static Map<String, Map<String, Long>> told(Connection connection) throws SQLException {
    Map<String, Map<String, Long>> told = new HashMap<>();
    try (PreparedStatement select =
            prepare(connection, "select comp_id, symbol, place from fix_told");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        told.computeIfAbsent(row.getString(1), compId -> new HashMap<>())
            .put(row.getString(2), row.getLong(3));
      }
    }
    return told;
  }

  /** Makes a session that has not logged on before; it hears nothing of what was before. */
  void create(Row session) throws IOException, TooMany {
    boolean room =
        transaction(
            connection -> {
              if (count(connection, session.account()) >= COMP_IDS_MAX) {
                return false;
              }
              execute(
                  connection,
                  "insert into fix_sessions values (?, ?, ?, ?, ?, false, ?)",
                  session.compId(),
                  session.account(),
                  session.dropCopy(),
                  session.nextSender(),
                  session.nextTarget(),
                  Timestamp.from(session.startedAt()));
              for (Map.Entry<String, Long> place : session.told().entrySet()) {
                tell(connection, session.compId(), place.getKey(), place.getValue());
              }
              return true;
            });
    if (!room) {
      throw new TooMany();
    }
  }

  private static int count(Connection connection, String account) throws SQLException {
    try (PreparedStatement select =
            prepare(connection, "select count(*) from fix_sessions where account = ?", account);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void tell(Connection connection, String compId, String symbol, long place)
      throws SQLException {
    execute(
        connection,
        "insert into fix_told values (?, ?, ?)"
            + " on conflict (comp_id, symbol) do update set place = excluded.place",
        compId,
        symbol,
        place);
  }

  /**
   * Keeps a message.
   *
   * @param tells the execution that it tells, or null
   */
  void append(String compId, int seq, String message, SessionStore.Place tells) throws IOException {
    transaction(
        connection -> {
          execute(
              connection,
              "insert into fix_messages values (?, ?, ?)"
                  + " on conflict (comp_id, seq) do update set message = excluded.message",
              compId,
              seq,
              message);
          execute(
              connection,
              "update fix_sessions set next_sender = ? where comp_id = ?",
              seq + 1,
              compId);
          if (tells != null) {
            tell(connection, compId, tells.symbol(), tells.place());
          }
          return null;
        });
  }

  /**
   * Forgets messages of a session that are not among its newest.
   *
   * @param kept how many are not forgotten, whatever their numbers: market data takes numbers, too
   * @param most how many are forgotten at once, at most as many as are kept: no message waits long
   */
  void forget(String compId, int kept, int most) throws IOException {
    transaction(
        connection -> {
          // Two numbers, found once each whatever Postgres believes of the table: with "in" and
          // statistics older than the session, it looks for them again for every message.
          execute(
              connection,
              "delete from fix_messages where comp_id = ?"
                  + " and seq <= (select seq from fix_messages where comp_id = ?"
                  + " order by seq desc offset ? limit 1)"
                  + " and seq < (select seq from fix_messages where comp_id = ?"
                  + " order by seq offset ? limit 1)",
              compId,
              compId,
              kept,
              compId,
              most);
          return null;
        });
  }

  void messages(String compId, int from, int to, Collection<String> into) throws IOException {
    transaction(
        connection -> {
          try (PreparedStatement select =
                  prepare(
                      connection,
                      "select message from fix_messages where comp_id = ? and seq between ? and ?"
                          + " order by seq",
                      compId,
                      from,
                      to);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              into.add(row.getString(1));
            }
          }
          return null;
        });
  }

  void numbers(String compId, int nextSender, int nextTarget) throws IOException {
    transaction(
        connection -> {
          execute(
              connection,
              "update fix_sessions set next_sender = ?, next_target = ? where comp_id = ?",
              nextSender,
              nextTarget,
              compId);
          return null;
        });
  }

  /** Begins at 1 again; what has been told stays told. */
  void reset(String compId, Instant startedAt) throws IOException {
    transaction(
        connection -> {
          execute(connection, "delete from fix_messages where comp_id = ?", compId);
          execute(
              connection,
              "update fix_sessions set next_sender = 1, next_target = 1, started_at = ?"
                  + " where comp_id = ?",
              Timestamp.from(startedAt),
              compId);
          return null;
        });
  }

  void cancelOnDisconnect(String compId, boolean wanted) throws IOException {
    transaction(
        connection -> {
          execute(
              connection,
              "update fix_sessions set cancel_on_disconnect = ? where comp_id = ?",
              wanted,
              compId);
          return null;
        });
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      try {
        connection.close(); // rolls back what was not committed
      } catch (SQLException e) {
        // It was of no use any more.
      } finally {
        connection = null;
      }
    }
  }
}
