package io.streambook.contract;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A contract of a busy topic, which goes without the generated class: always to write, and to read
 * what was written with our schema or a released one.
 *
 * @param <D> the generated class
 * @param <T> the domain's class
 */
interface DirectContract<D extends SpecificRecordBase, T> extends Contract<D, T> {
  /**
   * The value that the generated class of the same bytes gives.
   *
   * @throws BadRecord when the contract excludes it
   * @throws IndexOutOfBoundsException when it is malformed, or unusual
   */
  T read(AvroInput in, ConsumerRecord<byte[], byte[]> source);
}
