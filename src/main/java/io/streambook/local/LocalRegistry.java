package io.streambook.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Schema Registry (Apicurio, with Confluent's REST API) in a JVM of its own. Its schemas are in
 * an H2 file in its folder, so ids stay the same across restarts.
 */
public final class LocalRegistry extends ChildServer implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final Path folder;
  private ChildProcess process;

  /**
   * @param port 0 picks a free one
   * @param folder for data and log
   */
  public LocalRegistry(int port, Path folder) {
    this.port = Ports.orFree(port);
    this.folder = folder.toAbsolutePath();
  }

  /** Starts it and returns when it takes requests. */
  @Override
  public void start() {
    Ports.requireFree("the registry", port);
    process =
        ChildProcess.jvm(
            "the registry",
            folder.resolve("registry.log"),
            List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + folder.resolve("schemas"),
                "-Dquarkus.datasource.jdbc.min-size=1",
                "-Dquarkus.datasource.jdbc.initial-size=1",
                "-Dquarkus.log.level=WARN",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                ChildProcess.classPath(
                    List.of(runner().toString(), Installation.classes().toString())),
                ChildProcess.MAIN,
                "io.quarkus.runner.GeneratedMain"));
    process.awaitReady(START_TIMEOUT, this::answers);
  }

  public void stop() {
    process.stop();
  }

  @Override
  public void close() {
    if (process != null) {
      process.stop();
    }
  }

  /** The base of Confluent's API. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
  }

  @Override
  ChildProcess process() {
    return process;
  }

  private boolean answers() {
    if (Ports.isFree(port)) {
      return false;
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/subjects"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalException("interrupted while the registry started", e);
    }
  }

  private static Path runner() {
    Path unpacked = Installation.registry();
    try (Stream<Path> files = Files.list(unpacked)) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(
              () -> new LocalException("no registry in " + unpacked + ": run mvn process-classes"));
    } catch (IOException e) {
      throw new LocalException("no registry in " + unpacked + ": run mvn process-classes", e);
    }
  }
}
