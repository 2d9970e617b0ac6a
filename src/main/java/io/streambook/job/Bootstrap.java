package io.streambook.job;

import java.io.Serializable;
import java.util.List;

/** Reads a compacted topic to the end that it has when an operator opens. */
@FunctionalInterface
interface Bootstrap<T> extends Serializable {
  /** All records, per key in order; blocks until they are read. */
  List<T> read() throws Exception;
}
