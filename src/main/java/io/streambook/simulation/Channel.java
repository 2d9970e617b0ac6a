package io.streambook.simulation;

import java.util.ArrayDeque;

/**
 * What one task has sent to another, in order; those of different pairs have no order. A barrier
 * that has come holds back what is behind it until the task lets it go.
 */
final class Channel implements Step {
  private static final Object BARRIER = new Object();

  private final Task to;
  private final ArrayDeque<Object> messages = new ArrayDeque<>();

  Channel(Task to) {
    this.to = to;
  }

  void put(Object message) {
    messages.add(message);
  }

  /** Of the one checkpoint that is under way. */
  void putBarrier() throws Exception {
    messages.add(BARRIER);
    if (messages.size() == 1 && !to.hasFailed()) {
      to.barrier(this);
    }
  }

  @Override
  public boolean isDue() {
    return !to.hasFailed() && !messages.isEmpty() && messages.peek() != BARRIER;
  }

  @Override
  public void take() throws Exception {
    to.take(messages.remove());
    if (messages.peek() == BARRIER) {
      to.barrier(this);
    }
  }

  /** The barrier holds back nothing any more. */
  void release() {
    messages.remove();
  }
}
