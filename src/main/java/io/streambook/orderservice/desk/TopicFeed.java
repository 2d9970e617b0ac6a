package io.streambook.orderservice.desk;

import io.streambook.contract.AvroDecoder;
import io.streambook.contract.CommittedConsumer;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads committed records of some topics from their beginning and hands them on, on one thread. It
 * keeps no offsets anywhere: a view starts from what the topics hold, so none is lost or counted
 * twice. Records that can't be decoded are skipped with a log line.
 */
final class TopicFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  /**
   * A topic and who takes its values.
   *
   * @param decoder made for the number of partitions
   */
  record Source<T>(Topic topic, IntFunction<AvroDecoder<T>> decoder, Consumer<T> values) {}

  /** Hears when what there was has been handed on. */
  interface AfterPoll {
    /**
     * Runs on the feed's thread.
     *
     * @param isAtEnd says of a key of the first source whether nothing more of it is there to read
     */
    void run(Predicate<String> isAtEnd);
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Handler<?>> handlers = new HashMap<>();
  private final List<TopicPartition> partitions = new ArrayList<>();
  private final String firstTopic;
  private final int firstPartitions;
  private final AfterPoll afterPoll;
  private final Consumer<Throwable> onFailure;
  private final Thread thread;

  /**
   * @param onFailure hears why it ended, when nobody closed it
   * @throws IllegalStateException when a topic does not exist
   */
  TopicFeed(
      String name,
      KafkaSettings settings,
      List<Source<?>> sources,
      AfterPoll afterPoll,
      Consumer<Throwable> onFailure) {
    this.afterPoll = afterPoll;
    this.onFailure = onFailure;
    this.firstTopic = settings.topic(sources.get(0).topic());
    this.thread = new Thread(this::run, name);
    this.consumer = CommittedConsumer.fromEarliest(settings.clientConfig());
    try {
      sources.forEach(source -> add(settings, source));
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
    this.firstPartitions = consumer.partitionsFor(firstTopic).size();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private <T> void add(KafkaSettings settings, Source<T> source) {
    String topic = settings.topic(source.topic());
    int count = consumer.partitionsFor(topic).size();
    if (count == 0) {
      throw new IllegalStateException(
          "There is no topic "
              + topic
              + " at "
              + settings.brokers()
              + ": run ./streambook topics create");
    }
    for (int partition = 0; partition < count; partition++) {
      partitions.add(new TopicPartition(topic, partition));
    }
    handlers.put(topic, new Handler<>(source.decoder().apply(count), source.values()));
  }

  /** Hands on all that was committed before this call; to be called before {@link #start}. */
  void catchUp() {
    CommittedConsumer.readToEnd(consumer, this::handle);
  }

  /** Hands on only what comes from now on; instead of {@link #catchUp}. */
  void skipToEnd() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // else the end would be that of the first poll
  }

  /** Goes on with what comes, on its own thread. */
  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (consumer) {
      while (!Thread.currentThread().isInterrupted()) {
        poll();
        afterPoll.run(this::isAtEnd);
      }
    } catch (WakeupException | InterruptException closed) {
      LOG.debug("{} ends", thread.getName());
    } catch (RuntimeException | Error e) {
      onFailure.accept(e);
    }
  }

  private void poll() {
    consumer.poll(POLL).forEach(this::handle);
  }

  private void handle(ConsumerRecord<byte[], byte[]> record) {
    handlers.get(record.topic()).handle(record);
  }

  private boolean isAtEnd(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    int partition = Utils.toPositive(Utils.murmur2(bytes)) % firstPartitions;
    return consumer.currentLag(new TopicPartition(firstTopic, partition)).orElse(1) == 0;
  }

  @Override
  public void close() {
    if (!thread.isAlive()) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      thread.join(CLOSE_PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Handler<T>(AvroDecoder<T> decoder, Consumer<T> values) {
    void handle(ConsumerRecord<byte[], byte[]> record) {
      decoder.decode(record, values);
    }
  }
}
