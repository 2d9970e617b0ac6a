package io.streambook.contract;

import java.util.List;

/**
 * A record that could not be decoded, with its bytes untouched.
 *
 * @param timestamp Kafka's, in milliseconds since 1970
 * @param key original bytes, or null
 * @param value original bytes, or null
 * @param code what is wrong with it
 * @param text for a person: what was expected, what was found, how to mend it
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as Kafka gave them; never compared, never changed
public record DeadLetter(
    String topic,
    int partition,
    long offset,
    long timestamp,
    List<Header> headers,
    byte[] key,
    byte[] value,
    Code code,
    String text) {

  /** A Kafka header. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Header(String name, byte[] value) {}

  /** Why a record can't be decoded. */
  public enum Code {
    NULL_VALUE,
    UNKNOWN_MAGIC_BYTE,
    UNKNOWN_SCHEMA_ID,
    /** The writer's schema is not one of this topic, or changes a logical type. */
    WRONG_SCHEMA,
    MALFORMED_AVRO,
    INVALID_SYMBOL,
    INVALID_ACCOUNT,
    /** The key is not the record's symbol or account. */
    WRONG_KEY,
    /** Not the partition that Kafka's murmur2 partitioner gives the key. */
    WRONG_PARTITION,
    INVALID_QUOTE,
    INVALID_VALUE
  }
}
