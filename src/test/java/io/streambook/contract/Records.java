package io.streambook.contract;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records as a consumer gets them. */
final class Records {
  private Records() {}

  static ConsumerRecord<byte[], byte[]> at(byte[] key, byte[] value) {
    return at(DomainValues.PARTITION, key, value);
  }

  static ConsumerRecord<byte[], byte[]> at(int partition, byte[] key, byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[] {1, 2, 3});
    headers.add("trace", null);
    return new ConsumerRecord<>(
        "orders",
        partition,
        DomainValues.OFFSET,
        DomainValues.RECORD_MILLIS,
        TimestampType.CREATE_TIME,
        key == null ? -1 : key.length,
        value == null ? -1 : value.length,
        key,
        value,
        headers,
        Optional.empty());
  }
}
