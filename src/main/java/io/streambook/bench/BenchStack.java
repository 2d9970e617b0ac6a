package io.streambook.bench;

import io.streambook.contract.KafkaSettings;
import io.streambook.local.LocalFlink;
import io.streambook.local.LocalKafka;
import io.streambook.local.LocalRegistry;
import java.nio.file.Path;
import java.time.Duration;

/** The servers of a run, the same ones for all that is measured in it. */
final class BenchStack implements AutoCloseable {
  private final LocalKafka kafka;
  private final LocalRegistry registry;
  private final LocalFlink flink;

  private BenchStack(LocalKafka kafka, LocalRegistry registry, LocalFlink flink) {
    this.kafka = kafka;
    this.registry = registry;
    this.flink = flink;
  }

  static BenchStack start(Path folder, int slots, Path rocksDb) {
    BenchStack stack =
        new BenchStack(
            new LocalKafka(0, folder.resolve("kafka")),
            new LocalRegistry(0, folder.resolve("registry")),
            new LocalFlink(0, folder.resolve("flink"), slots, rocksDb));
    try {
      stack.kafka.start();
      stack.registry.start();
      stack.flink.start();
      return stack;
    } catch (RuntimeException e) { // whatever it was: no process may stay behind
      stack.close();
      throw e;
    }
  }

  LocalFlink flink() {
    return flink;
  }

  /** Where the topics with this prefix are. */
  KafkaSettings topics(String prefix) {
    return new KafkaSettings(kafka.brokers(), registry.url().toString(), prefix);
  }

  /** Processor time that the broker has used so far. */
  Duration brokerCpu() {
    return kafka.cpuTime();
  }

  @Override
  public void close() {
    try (kafka;
        registry;
        flink) {
      // Flink first: its jobs use the others.
    }
  }
}
