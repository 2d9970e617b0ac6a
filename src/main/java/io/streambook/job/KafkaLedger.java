package io.streambook.job;

import io.streambook.contract.AvroEncoder;
import io.streambook.contract.DeadLetters;
import io.streambook.contract.KafkaSettings;
import io.streambook.venue.Ledger;
import io.streambook.venue.LogStore;
import io.streambook.venue.LogStore.Owner;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Each group is a transaction of one producer, sent and committed on a thread of the ledger's own.
 * After a failure the transaction stays open until the ledger is closed or fenced.
 */
final class KafkaLedger implements Ledger {
  static final int TRANSACTION_TIMEOUT_MILLIS = 60_000;

  /** How long a broker may not answer before the outcome counts as unknown. */
  private static final int PATIENCE_MILLIS = 30_000;

  private static final int REQUEST_TIMEOUT_MILLIS = 20_000;

  /** Larger records count for more among those that wait: dead letters may have megabytes. */
  private static final int USUAL_BYTES = 1024;

  private static final int BATCH_BYTES = 512 * 1024;
  private static final int LINGER_MILLIS = 5;
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final long WAIT_NANOS = 100_000_000;

  /**
   * A commit costs the broker much, whatever is in it. After a group that only load can have made
   * so large, more orders come together for the next one.
   */
  private static final int LARGE_GROUP = 1_000;

  private static final long REST_MILLIS = 15;

  private final LogStore store;
  private final AvroEncoder encoder;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ExecutorService thread;
  private final Object monitor = new Object();
  private boolean told;

  /**
   * @param transactionalId that no other ledger of this job has
   * @param store that knows the owners
   */
  KafkaLedger(KafkaSettings settings, String transactionalId, LogStore store) {
    this.store = store;
    encoder = new AvroEncoder(settings.awaitedRegistry(), settings.topicPrefix());
    producer = producer(settings, transactionalId);
    thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread created = new Thread(task, "ledger " + transactionalId);
              created.setDaemon(true);
              return created;
            });
  }

  static KafkaProducer<byte[], byte[]> producer(KafkaSettings settings, String transactionalId) {
    return new KafkaProducer<>(
        config(settings, transactionalId), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Map<String, Object> config(KafkaSettings settings, String transactionalId) {
    Map<String, Object> config = new HashMap<>(settings.clientConfig());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, DeadLetters.MAX_MESSAGE_BYTES);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    return config;
  }

  @Override
  public void open(long generation) {
    // Before: one that is late shuts out nobody. After: who was shut out meanwhile sees it.
    requireOwner(generation);
    producer.initTransactions();
    requireOwner(generation);
  }

  private void requireOwner(long generation) {
    List<Owner> owners = store.owners();
    Owner last = owners.isEmpty() ? null : owners.get(owners.size() - 1);
    if (last == null || last.generation() != generation) {
      throw new IllegalStateException(
          "a newer start has begun: this one is generation %d, the owner is %s"
              .formatted(generation, last));
    }
  }

  @Override
  public Object record(Object value) {
    return encoder.record(value);
  }

  @Override
  public int weight(Object record) {
    byte[] value = (byte[]) ((ProducerRecord<?, ?>) record).value();
    return value == null ? 1 : 1 + value.length / USUAL_BYTES;
  }

  @Override
  public void commit(List<Object> group, Consumer<Throwable> done) {
    try {
      thread.execute(() -> tell(publish(group), done));
    } catch (RejectedExecutionException closed) {
      tell(closed, done);
    }
  }

  /** Null, or why the group is not committed or may not be. */
  @SuppressWarnings({"FutureReturnValueIgnored", "unchecked"}) // the commit fails when a send did
  private Throwable publish(List<Object> group) {
    try {
      producer.beginTransaction();
      for (Object record : group) {
        producer.send((ProducerRecord<byte[], byte[]>) record);
      }
      producer.commitTransaction();
      rest(group.size());
      return null;
    } catch (Throwable failure) { // an Error too: else the task would wait for this group for ever
      return failure;
    }
  }

  /** The group is committed already, so that nobody who reads it waits for this. */
  private static void rest(int records) {
    if (records >= LARGE_GROUP) {
      try {
        Thread.sleep(REST_MILLIS);
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void tell(Throwable outcome, Consumer<Throwable> done) {
    done.accept(outcome);
    synchronized (monitor) {
      told = true;
      monitor.notifyAll();
    }
  }

  /** A call while nobody waited ends the next wait at once. */
  @Override
  public void await() throws InterruptedException {
    long start = System.nanoTime();
    synchronized (monitor) {
      long left = WAIT_NANOS;
      while (!told && left > 0) {
        monitor.wait(left / 1_000_000, (int) (left % 1_000_000));
        left = WAIT_NANOS - (System.nanoTime() - start);
      }
      told = false;
    }
  }

  /** Gives up what is not committed. */
  @Override
  public void close() {
    thread.shutdownNow();
    producer.close(CLOSE);
  }
}
