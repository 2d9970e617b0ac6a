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
import java.util.stream.Stream;

/** A Postgres server from the embedded binaries. Keeps its data across restarts. */
public final class LocalPostgres implements LocalServer, AutoCloseable {
  private static final String USER = "postgres";
  private static final String PID_FILE = "postmaster.pid";

  private final int port;
  private final Path folder;
  private EmbeddedPostgres server;
  private ChildProcess watchdog;
  private Freeze freeze;

  /**
   * @param port 0 picks a free one
   * @param folder for data and log
   */
  public LocalPostgres(int port, Path folder) {
    this.port = Ports.orFree(port);
    this.folder = folder.toAbsolutePath();
  }

  /** Starts it and returns when it takes connections. */
  @Override
  public void start() {
    Ports.requireFree("Postgres", port);
    Path data = data();
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
              // Off by default here, and a kill would take back what was committed just before.
              .setServerConfig("synchronous_commit", "on")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
      watchdog = watchdog(data);
    } catch (IOException e) {
      throw new LocalException("Postgres can't start (see " + log + ")", e);
    }
  }

  /** Stops it in an orderly way. */
  public void stop() {
    resume();
    release();
  }

  /** Kills all its processes at once. */
  @Override
  public void kill() {
    List<ProcessHandle> all = processes().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
    try {
      // The pid in it may soon be someone else's, and stopping sends a signal to it.
      Files.deleteIfExists(data().resolve(PID_FILE));
    } catch (IOException e) {
      throw new LocalException("can't tidy up after Postgres", e);
    }
    release();
  }

  @Override
  public void freeze() {
    freeze = Freeze.of(processes().map(ProcessHandle::pid).toList());
  }

  @Override
  public void resume() {
    if (freeze != null) {
      freeze.close();
      freeze = null;
    }
  }

  private void release() {
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

  /** The one that listens first, then one for each connection and a few more. */
  private Stream<ProcessHandle> processes() {
    return ProcessHandle.of(pid())
        .map(first -> Stream.concat(Stream.of(first), first.descendants()))
        .orElseThrow(() -> new LocalException("Postgres does not run"));
  }

  private Path data() {
    return folder.resolve("data");
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
    return pid(data());
  }

  private static long pid(Path data) {
    try {
      return Long.parseLong(Files.readAllLines(data.resolve(PID_FILE)).get(0).strip());
    } catch (IOException e) {
      throw new LocalException("Postgres wrote no " + PID_FILE + " in " + data, e);
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
