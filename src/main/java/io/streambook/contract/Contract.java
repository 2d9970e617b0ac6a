package io.streambook.contract;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How the records of one topic become values and back.
 *
 * @param <D> the generated class
 * @param <T> the domain's class
 */
interface Contract<D extends SpecificRecordBase, T> {
  Topic topic();

  /** The domain's class. */
  Class<T> type();

  /** What the generated class reads. */
  Schema schema();

  /** The message key: symbol or account, of an owner prefix and job. */
  String key(T value);

  /**
   * The value of a record.
   *
   * @param source the record it was read from; only its place and time matter
   * @throws BadRecord when the contract excludes it
   */
  T read(D avro, ConsumerRecord<byte[], byte[]> source);

  /** Writes the fields of a value in the order of the schema. */
  void write(T value, AvroOutput out);

  /** What a record without a value means. */
  default T tombstone(String key, ConsumerRecord<byte[], byte[]> source) {
    throw new BadRecord(DeadLetter.Code.NULL_VALUE, "no value");
  }

  /** Whether a value is written as a record without one. */
  default boolean isTombstone(T value) {
    return false;
  }

  /** Largest value in bytes. */
  default int maxBytes() {
    return Integer.MAX_VALUE;
  }
}
