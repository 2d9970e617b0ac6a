package io.streambook.local;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** All that the venue needs besides Flink: Kafka, registry and Postgres. */
public final class LocalStack implements AutoCloseable {
  private final LocalKafka kafka;
  private final LocalRegistry registry;
  private final LocalPostgres postgres;

  /**
   * Starts the three side by side and returns when all are ready.
   *
   * @param folder for data and logs; what it holds of an earlier run is served again
   */
  public static LocalStack start(Path folder, int kafkaPort, int registryPort, int postgresPort) {
    LocalStack stack =
        new LocalStack(
            new LocalKafka(kafkaPort, folder.resolve("kafka")),
            new LocalRegistry(registryPort, folder.resolve("registry")),
            new LocalPostgres(postgresPort, folder.resolve("postgres")));
    try {
      stack.startAll();
      return stack;
    } catch (RuntimeException e) { // whatever it was: no process may stay behind
      stack.close();
      throw e;
    }
  }

  private LocalStack(LocalKafka kafka, LocalRegistry registry, LocalPostgres postgres) {
    this.kafka = kafka;
    this.registry = registry;
    this.postgres = postgres;
  }

  private void startAll() {
    List<CompletableFuture<Void>> starts =
        List.of(
            CompletableFuture.runAsync(kafka::start),
            CompletableFuture.runAsync(registry::start),
            CompletableFuture.runAsync(postgres::start));
    CompletableFuture<Void> all =
        CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new));
    try {
      all.join(); // returns only when none is still starting
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  public LocalKafka kafka() {
    return kafka;
  }

  public LocalRegistry registry() {
    return registry;
  }

  public LocalPostgres postgres() {
    return postgres;
  }

  @Override
  public void close() {
    try (postgres;
        registry;
        kafka) {
      // Each is closed even when another fails.
    }
  }
}
