package io.streambook.contract;

import io.streambook.contract.DeadLetter.Code;
import io.streambook.contract.DeadLetter.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Dead letters on their topic: original key, value and headers, and after them Kafka Connect's
 * {@code __connect.errors.*} headers with where it was and what is wrong.
 */
public final class DeadLetters {
  /**
   * How much of key, headers and value a dead letter carries; what is larger stays where it was.
   * The producer's and the topic's limit must be above it.
   */
  private static final int MAX_BYTES = 8 << 20;

  /** What topic and producer must allow for one. */
  public static final int MAX_MESSAGE_BYTES = 2 * MAX_BYTES;

  private static final long MAX_CHAR_BYTES = 3;

  private static final String LEFT = " (left where it was: ";
  private static final String CONNECT = "__connect.errors.";
  private static final String OWN = "streambook.";
  private static final String TOPIC = CONNECT + "topic";
  private static final String PARTITION = CONNECT + "partition";
  private static final String OFFSET = CONNECT + "offset";
  private static final String TEXT = CONNECT + "exception.message";
  private static final String REASON = OWN + "reason";
  private static final String TIMESTAMP = OWN + "timestamp";

  private DeadLetters() {}

  static DeadLetter of(ConsumerRecord<byte[], byte[]> record, Code code, String text) {
    List<Header> headers = headers(record.headers());
    long besideValue = size(record.key()) + size(headers);
    long all = besideValue + size(record.value());
    boolean valueFits = all <= MAX_BYTES;
    boolean keyFits = besideValue <= MAX_BYTES;
    return new DeadLetter(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        keyFits ? headers : List.of(),
        keyFits ? record.key() : null,
        valueFits ? record.value() : null,
        code,
        valueFits ? text : text + LEFT + all + " bytes)");
  }

  private static long size(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static long size(List<Header> headers) {
    return headers.stream()
        .mapToLong(header -> header.name().length() * MAX_CHAR_BYTES + size(header.value()))
        .sum();
  }

  /** The record that carries a dead letter. */
  static ProducerRecord<byte[], byte[]> record(DeadLetter letter, String topic) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, letter.key(), letter.value());
    Headers headers = record.headers();
    letter.headers().forEach(header -> headers.add(header.name(), header.value()));
    add(headers, TOPIC, letter.topic());
    add(headers, PARTITION, Integer.toString(letter.partition()));
    add(headers, OFFSET, Long.toString(letter.offset()));
    add(headers, TEXT, letter.text());
    add(headers, REASON, letter.code().name());
    add(headers, TIMESTAMP, Long.toString(letter.timestamp()));
    return record;
  }

  /**
   * The dead letter that a record of the dead-letters topic carries.
   *
   * @throws IllegalArgumentException when it carries none; the text names its place
   */
  public static DeadLetter read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return letter(record);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Not a dead letter of this venue: %s-%d offset %d (%s)"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
          e);
    }
  }

  private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
    List<Header> original = new ArrayList<>();
    for (Header header : headers(record.headers())) {
      if (!header.name().startsWith(CONNECT) && !header.name().startsWith(OWN)) {
        original.add(header);
      }
    }
    return new DeadLetter(
        text(record, TOPIC),
        Integer.parseInt(text(record, PARTITION)),
        Long.parseLong(text(record, OFFSET)),
        Long.parseLong(text(record, TIMESTAMP)),
        original,
        record.key(),
        record.value(),
        Code.valueOf(text(record, REASON)),
        text(record, TEXT));
  }

  /**
   * The message as it was sent, for its topic, without a partition.
   *
   * @throws IllegalStateException when the dead letter does not carry all of it
   */
  public static ProducerRecord<byte[], byte[]> original(DeadLetter letter) {
    if (letter.text().contains(LEFT)) {
      throw new IllegalStateException(
          "The message was too large for a dead letter: " + letter.text());
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(letter.topic(), letter.key(), letter.value());
    letter.headers().forEach(header -> record.headers().add(header.name(), header.value()));
    return record;
  }

  private static List<Header> headers(Headers headers) {
    List<Header> list = new ArrayList<>();
    headers.forEach(header -> list.add(new Header(header.key(), header.value())));
    return List.copyOf(list);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** The last one: headers of the original may have the same name. */
  private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      throw new IllegalArgumentException("no header " + name);
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
