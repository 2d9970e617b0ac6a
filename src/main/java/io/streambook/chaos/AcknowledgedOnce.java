package io.streambook.chaos;

import io.streambook.book.LogEntry;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.DeadLetter;
import io.streambook.contract.DeadLetters;
import io.streambook.contract.Decoded;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether each order that Kafka acknowledged to its sender is in the log once, or in the dead
 * letters once. The audit knows only what is on the topic orders; the sender knows what must be
 * there.
 */
final class AcknowledgedOnce {
  private static final int NAMED = 5;

  private final Receipts receipts;
  private final Places found = new Places();
  private final List<String> broken = new ArrayList<>();
  private long brokenCount;

  AcknowledgedOnce(Receipts receipts) {
    this.receipts = receipts;
  }

  /** Reads both topics, from their beginning. */
  void read(KafkaSettings kafka, Registry registry) {
    AvroDecoder<LogEntry> decoder = AvroDecoder.log(registry);
    TopicReader.readToEnd(
        kafka.clientConfig(),
        kafka.topic(Topic.VALIDATED_ORDERS),
        record -> logged(record, decoder.decode(record)));
    TopicReader.readToEnd(
        kafka.clientConfig(),
        kafka.topic(Topic.DEAD_LETTERS),
        record -> {
          DeadLetter letter = DeadLetters.read(record);
          if (letter.topic().equals(kafka.topic(Topic.ORDERS))) {
            found(letter.partition(), letter.offset(), "");
          }
        });
  }

  private void logged(ConsumerRecord<byte[], byte[]> record, Decoded<LogEntry> decoded) {
    if (!(decoded instanceof Decoded.Value<LogEntry> value)) {
      broken(record.topic() + "-" + record.partition() + "-" + record.offset() + " is unreadable");
    } else if (value.value() instanceof LogEntry.Order order) {
      found(order.partition(), order.offset(), order.judged().order().orderId());
    }
  }

  /** One of both topics names this record of orders. */
  void found(int partition, long offset, String orderId) {
    String place = "orders-" + partition + "-" + offset;
    if (!found.add(partition, offset)) {
      broken(place + " is there a second time");
    }
    String acknowledged = receipts.orderId(partition, offset);
    if (acknowledged != null && !acknowledged.equals(orderId)) {
      broken(place + " was acknowledged as " + shown(acknowledged) + " and is " + shown(orderId));
    }
  }

  /** One line that says so, or what is wrong. */
  String verdict() {
    Places missing = receipts.acknowledged().without(found);
    long count = receipts.acknowledgedCount();
    if (brokenCount == 0 && missing.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "Each of %,d acknowledged orders is in the log once, or in the dead letters once.",
          count);
    }
    return String.format(
        Locale.ROOT,
        "Acknowledged orders FAILED: of %,d, %,d are missing %s, and %,d times something else is"
            + " wrong: %s",
        count,
        missing.size(),
        missing.first(NAMED),
        brokenCount,
        broken);
  }

  boolean passed() {
    return brokenCount == 0 && receipts.acknowledged().without(found).isEmpty();
  }

  private void broken(String how) {
    brokenCount++;
    if (broken.size() < NAMED) {
      broken.add(how);
    }
  }

  private static String shown(String orderId) {
    return orderId.isEmpty() ? "a dead letter" : "order " + orderId;
  }
}
