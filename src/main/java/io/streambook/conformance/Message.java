package io.streambook.conformance;

/**
 * One message of the public benchmark.
 *
 * @param seq its place in the workload, from 0
 * @param price limit in ticks
 */
public record Message(
    long seq, Kind kind, boolean buy, boolean ioc, long qty, long id, long price) {
  /** What it asks for. */
  public enum Kind {
    NEW,
    CANCEL,
    MODIFY
  }
}
