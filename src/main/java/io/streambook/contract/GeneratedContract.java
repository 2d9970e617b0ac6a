package io.streambook.contract;

import org.apache.avro.specific.SpecificRecordBase;

/**
 * A contract whose values are written by way of the generated class.
 *
 * @param <D> the generated class
 * @param <T> the domain's class
 */
interface GeneratedContract<D extends SpecificRecordBase, T> extends Contract<D, T> {
  /** The record of a value. */
  D write(T value);

  @Override
  default void write(T value, AvroOutput out) {
    out.record(write(value));
  }
}
