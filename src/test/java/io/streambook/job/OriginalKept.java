package io.streambook.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;

/** What a dead letter owes to the record it is about. */
final class OriginalKept {
  private OriginalKept() {}

  /** Same key, value and headers, byte for byte, and behind them where it was and why. */
  static void assertKept(
      ConsumerRecord<byte[], byte[]> letter,
      ProducerRecord<byte[], byte[]> original,
      RecordMetadata place) {
    assertThat(letter.key()).isEqualTo(original.key());
    assertThat(letter.value()).isEqualTo(original.value());
    List<Header> headers = new ArrayList<>(List.of(letter.headers().toArray()));
    List<Header> originals = List.of(original.headers().toArray());
    assertThat(headers.subList(0, originals.size())).isEqualTo(originals);
    List<Header> added = headers.subList(originals.size(), headers.size());
    assertThat(added)
        .extracting(Header::key)
        .containsExactly(
            "__connect.errors.topic",
            "__connect.errors.partition",
            "__connect.errors.offset",
            "__connect.errors.exception.message",
            "streambook.reason",
            "streambook.timestamp");
    assertThat(text(added.get(0))).isEqualTo(place.topic());
    assertThat(text(added.get(1))).isEqualTo(Integer.toString(place.partition()));
    assertThat(text(added.get(2))).isEqualTo(Long.toString(place.offset()));
    assertThat(text(added.get(3))).isNotBlank();
    assertThat(text(added.get(5))).isEqualTo(Long.toString(place.timestamp()));
  }

  private static String text(Header header) {
    return new String(header.value(), UTF_8);
  }
}
