package io.streambook.audit;

/**
 * Follows the ids (log sequence, index) of a symbol's executions or trades: sequences ascend, and
 * within one the index counts from 0. What passes is unique.
 */
final class IdSequence {
  private final long lastOfLog;
  private long sequence;
  private int index;

  IdSequence(SymbolTape symbol) {
    lastOfLog = symbol.lastSequence();
  }

  void next(Found<?> record, long nextSequence, int nextIndex, Finding finding) {
    finding.checked();
    boolean follows =
        nextSequence == sequence
            ? nextIndex == index + 1
            : nextSequence > sequence && nextIndex == 0;
    if (!follows) {
      finding.broken(
          record, nextSequence + "-" + nextIndex + " comes after " + sequence + "-" + index);
    } else if (nextSequence > lastOfLog) {
      finding.broken(record, "no log entry has sequence " + nextSequence);
    }
    sequence = nextSequence;
    index = nextIndex;
  }
}
