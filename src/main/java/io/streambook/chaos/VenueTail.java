package io.streambook.chaos;

import io.streambook.book.LogEntry;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.DeadLetter;
import io.streambook.contract.DeadLetters;
import io.streambook.contract.Decoded;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what the venue commits while it runs, as a client would, on a thread of its own: tells the
 * meter of executions and the receipts of answers.
 */
final class VenueTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaSettings kafka;
  private final AvroDecoder<LogEntry> log;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final OutageMeter meter;
  private final Receipts receipts;
  private final String executions;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> running;
  private volatile boolean stopped;

  VenueTail(KafkaSettings kafka, Registry registry, OutageMeter meter, Receipts receipts) {
    this.kafka = kafka;
    this.log = AvroDecoder.log(registry);
    this.meter = meter;
    this.receipts = receipts;
    this.executions = kafka.topic(Topic.EXECUTIONS);
    consumer =
        new KafkaConsumer<>(
            config(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(Topic.VALIDATED_ORDERS, Topic.EXECUTIONS, Topic.DEAD_LETTERS)
            .flatMap(topic -> consumer.partitionsFor(kafka.topic(topic)).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    partitions.forEach(consumer::position); // later there may be no broker to ask
    running = thread.submit(this::run);
  }

  private static Map<String, Object> config(KafkaSettings kafka) {
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // A topic that is suddenly shorter than what was read of it is an error.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    // A broker that is back is found at once: its outage is measured, not ours.
    config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
    config.put(ConsumerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200);
    return config;
  }

  /**
   * Throws when it has broken off.
   *
   * @throws IllegalStateException with the reason
   */
  void requireRunning() throws InterruptedException {
    if (running.isDone()) {
      try {
        running.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the venue's topics can't be read on", e.getCause());
      }
    }
  }

  private void run() {
    while (!stopped) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (records.records(executions).iterator().hasNext()) {
        meter.executionsAt(System.nanoTime());
      }
      records.records(kafka.topic(Topic.VALIDATED_ORDERS)).forEach(this::logged);
      records.records(kafka.topic(Topic.DEAD_LETTERS)).forEach(this::dead);
    }
  }

  private void logged(ConsumerRecord<byte[], byte[]> record) {
    if (log.decode(record) instanceof Decoded.Value<LogEntry> value
        && value.value() instanceof LogEntry.Order order) {
      receipts.answer(order.partition(), order.offset(), System.nanoTime());
    }
  }

  private void dead(ConsumerRecord<byte[], byte[]> record) {
    DeadLetter letter = DeadLetters.read(record);
    if (letter.topic().equals(kafka.topic(Topic.ORDERS))) {
      receipts.answer(letter.partition(), letter.offset(), System.nanoTime());
    }
  }

  @Override
  public void close() {
    stopped = true;
    thread.execute(consumer::close);
    thread.shutdown();
  }
}
