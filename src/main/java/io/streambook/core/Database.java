package io.streambook.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.postgresql.ds.PGSimpleDataSource;

/** The database with its migrations. */
public final class Database {
  private static final int LOGIN_SECONDS = 10;

  /** How long an answer may take: a host that froze or vanished never says so. */
  private static final int ANSWER_SECONDS = 30;

  private final DatabaseSettings settings;

  public Database(DatabaseSettings settings) {
    this.settings = settings;
  }

  /**
   * A connection of its own, to be closed by the caller. A statement that is not answered within 30
   * s fails, unless the URL has a {@code socketTimeout}.
   */
  public Connection connect() throws SQLException {
    PGSimpleDataSource source = source();
    if (!urlSets("socketTimeout")) {
      source.setSocketTimeout(ANSWER_SECONDS);
    }
    return source.getConnection();
  }

  /** The same, for statements that may take their time: over whole tables. */
  public Connection connectToScan() throws SQLException {
    return source().getConnection();
  }

  /**
   * Brings the tables to this version; does nothing when they are.
   *
   * @return how many migrations ran
   * @throws FlywayException when the database is away or was changed by another hand
   */
  public int migrate() {
    return flyway().migrate().migrationsExecuted;
  }

  /** What keeps the Core part from writing, in one line, or empty. */
  public Optional<String> trouble() {
    return away().or(this::lack);
  }

  /** Why there is no connection, in one line, or empty. */
  public Optional<String> away() {
    try {
      connect().close();
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(away(e));
    }
  }

  private Optional<String> lack() {
    try {
      MigrationInfo[] pending = flyway().info().pending();
      return pending.length == 0
          ? Optional.empty()
          : Optional.of(
              "The tables at %s lack %d migration(s), from version %s: run ./streambook database migrate"
                  .formatted(settings.url(), pending.length, pending[0].getVersion()));
    } catch (FlywayException e) {
      return Optional.of(away(e));
    }
  }

  private String away(Exception e) {
    return "No database at %s for user %s (%s): start it, or set --jdbc-url, --jdbc-user, --jdbc-password"
        .formatted(settings.url(), settings.user(), firstLine(e));
  }

  /** Not the DriverManager, which does not see the driver in the jar of a Flink job. */
  private PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(settings.url());
    source.setUser(settings.user());
    source.setPassword(settings.password());
    source.setTcpKeepAlive(source.getTcpKeepAlive() || !urlSets("tcpKeepAlive"));
    if (!urlSets("loginTimeout")) {
      source.setLoginTimeout(LOGIN_SECONDS);
    }
    // One statement for many rows, if the URL asks for it, can't move an order's row twice.
    source.setReWriteBatchedInserts(false);
    return source;
  }

  private boolean urlSets(String parameter) {
    return settings.url().matches(".*[?&]" + parameter + "=.*");
  }

  private Flyway flyway() {
    return Flyway.configure(Database.class.getClassLoader())
        .dataSource(source())
        .locations("classpath:db/migration")
        .load();
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
