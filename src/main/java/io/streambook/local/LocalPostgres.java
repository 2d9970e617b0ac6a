package io.streambook.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Postgres server from the embedded binaries. Keeps its data across restarts. */
public final class LocalPostgres implements AutoCloseable {
  private static final String USER = "postgres";

  private final int port;
  private final Path folder;
  private EmbeddedPostgres server;
  private ChildProcess watchdog;

  /**
   * @param port 0 picks a free one
   * @param folder for data and log
   */
  public LocalPostgres(int port, Path folder) {
    this.port = Ports.orFree(port);
    this.folder = folder.toAbsolutePath();
  }

  /** Starts it and returns when it takes connections. */
  public void start() {
    Ports.requireFree("Postgres", port);
    Path data = folder.resolve("data");
    File log = folder.resolve("postgres.log").toFile();
    try {
      Files.createDirectories(data);
      server =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
              .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log))
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
      watchdog = watchdog(data);
    } catch (IOException e) {
      throw new LocalException("Postgres can't start (see " + log + ")", e);
    }
  }

  /** Stops it in an orderly way. */
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new LocalException("Postgres can't be stopped", e);
    } finally {
      watchdog
          .kill(); // before its end of input makes it signal a pid that is someone else's by then
      server = null;
    }
  }

  @Override
  public void close() {
    if (server != null) {
      stop();
    }
  }

  /** The JDBC URL of the database {@code postgres}. */
  public String url() {
    return url("postgres");
  }

  /** The JDBC URL of a database, user and password not in it. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  public String user() {
    return USER;
  }

  /** Connections from this machine are trusted; any password will do. */
  public String password() {
    return USER;
  }

  /**
   * Creates an empty database, and a user of the same name who owns it.
   *
   * @param name lower-case letters, digits and underscores
   */
  public void createDatabase(String name) {
    if (!name.matches("[a-z0-9_]{1,63}")) {
      throw new IllegalArgumentException("not a database name: " + name);
    }
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE USER " + name);
      statement.execute("CREATE DATABASE " + name + " OWNER " + name);
    } catch (SQLException e) {
      throw new LocalException("can't create the database " + name, e);
    }
  }

  long pid() {
    return pid(folder.resolve("data"));
  }

  private static long pid(Path data) {
    try {
      return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    } catch (IOException e) {
      throw new LocalException("Postgres wrote no postmaster.pid in " + data, e);
    }
  }

  /** Postgres is a daemon and knows nothing of its parent: a shell that does shuts it down. */
  private ChildProcess watchdog(Path data) {
    return ChildProcess.start(
        "postgres-watchdog",
        folder.resolve("watchdog.log"),
        List.of("sh", "-c", "cat >/dev/null; kill -INT " + pid(data)),
        Map.of());
  }
}
