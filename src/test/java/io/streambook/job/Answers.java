package io.streambook.job;

import static org.awaitility.Awaitility.await;

import io.streambook.book.Execution;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.CommittedConsumer;
import io.streambook.contract.Decoded;
import io.streambook.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Executions and dead letters of a venue as they come, committed ones only. */
final class Answers implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, ConsumerRecord<byte[], byte[]>> deadLetters = new HashMap<>();
  private final Map<String, Execution> answers = new HashMap<>();
  private final Map<String, List<Execution>> byOrder = new HashMap<>();
  private int letters;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroDecoder<Execution> decoder;
  private final String deadLetterTopic;
  private final String orderTopic;

  Answers(TestVenue venue) {
    consumer = CommittedConsumer.fromEarliest(venue.kafka().clientConfig());
    decoder = AvroDecoder.executions(venue.registry());
    deadLetterTopic = venue.kafka().topic(Topic.DEAD_LETTERS);
    orderTopic = venue.kafka().topic(Topic.ORDERS);
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(deadLetterTopic, venue.kafka().topic(Topic.EXECUTIONS))) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
  }

  /** Waits for the dead letter of a record, as it lies in its topic. */
  ConsumerRecord<byte[], byte[]> deadLetter(RecordMetadata of) {
    return until(() -> deadLetters.get(place(of)));
  }

  /** Waits for the first execution that answers a record of {@code orders}. */
  Execution answer(RecordMetadata of) {
    return until(() -> answers.get(place(of)));
  }

  /** Waits until an order has ended; all its executions. */
  List<Execution> ended(String orderId) {
    return until(
        () -> {
          List<Execution> all = byOrder.getOrDefault(orderId, List.of());
          return all.isEmpty() || all.get(all.size() - 1).leavesQty() > 0 ? null : all;
        });
  }

  /** What came so far. */
  int deadLetterCount() {
    poll();
    return letters;
  }

  /** What came so far. */
  int answerCount() {
    poll();
    return answers.size();
  }

  private <T> T until(Supplier<T> found) {
    return await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(TestVenue.PATIENCE)
        .until(
            () -> {
              T known = found.get();
              if (known != null) {
                return known;
              }
              poll();
              return found.get();
            },
            value -> value != null);
  }

  private void poll() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      if (record.topic().equals(deadLetterTopic)) {
        letters++;
        deadLetters.put(place(record), record);
      } else {
        Execution execution = ((Decoded.Value<Execution>) decoder.decode(record)).value();
        byOrder.computeIfAbsent(execution.orderId(), id -> new ArrayList<>()).add(execution);
        if (execution.partition() >= 0) {
          answers.put(place(orderTopic, execution.partition(), execution.offset()), execution);
        }
      }
    }
  }

  private static String place(RecordMetadata of) {
    return place(of.topic(), of.partition(), of.offset());
  }

  /** By the last header of each name: the original may have had the same. */
  private static String place(ConsumerRecord<byte[], byte[]> letter) {
    return header(letter, "topic")
        + '-'
        + header(letter, "partition")
        + '-'
        + header(letter, "offset");
  }

  private static String place(String topic, int partition, long offset) {
    return topic + '-' + partition + '-' + offset;
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    byte[] value = letter.headers().lastHeader("__connect.errors." + name).value();
    return new String(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
