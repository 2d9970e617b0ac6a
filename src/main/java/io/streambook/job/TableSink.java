package io.streambook.job;

import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes each message as one row, in batches, and what is left with every checkpoint: at least
 * once. A database that is away fails the task, and only the task, again and again until it is
 * back. (Flink's own JDBC sink writes once more when it is closed; failing there ends the
 * TaskManager.)
 */
final class TableSink implements Sink<Object> {
  private static final int BATCH_ROWS = 1_000;

  private final DatabaseSettings settings;
  private final String sql;
  private final Binding binding;

  /** Sets the parameters of the statement from a message. */
  @FunctionalInterface
  interface Binding extends Serializable {
    void bind(PreparedStatement statement, Object message) throws SQLException;
  }

  TableSink(DatabaseSettings settings, String sql, Binding binding) {
    this.settings = settings;
    this.sql = sql;
    this.binding = binding;
  }

  @Override
  public SinkWriter<Object> createWriter(WriterInitContext context) throws IOException {
    try {
      return new Writer();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private final class Writer implements SinkWriter<Object> {
    private final List<Object> batch = new ArrayList<>(BATCH_ROWS);
    private final Connection connection;
    private final PreparedStatement statement;

    Writer() throws SQLException {
      connection = new Database(settings).connect();
      connection.setAutoCommit(false);
      statement = connection.prepareStatement(sql);
    }

    @Override
    public void write(Object message, Context context) throws IOException {
      batch.add(message);
      if (batch.size() >= BATCH_ROWS) {
        flush(false);
      }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      if (batch.isEmpty()) {
        return;
      }
      try {
        for (Object message : batch) {
          binding.bind(statement, message);
          statement.addBatch();
        }
        statement.executeBatch();
        connection.commit();
      } catch (SQLException e) {
        throw new IOException(e);
      }
      batch.clear();
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
