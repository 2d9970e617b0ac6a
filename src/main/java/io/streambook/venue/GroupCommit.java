package io.streambook.venue;

import java.util.ArrayList;
import java.util.List;

/**
 * Publishes what follows from each log entry in groups: while one group is being committed the next
 * one collects, and is committed as soon as the ledger is free. What is added at once stays
 * together. A commit that failed, or whose outcome is unknown, is never tried again: every later
 * call throws, so that the task fails and recovery finds out what is in the log.
 */
public final class GroupCommit {
  private final Ledger ledger;
  private final int capacity;
  private final List<Object> records = new ArrayList<>();
  private List<Object> waiting = new ArrayList<>();
  private int waitingWeight;
  private boolean committing;
  private boolean open;
  private Throwable failure;

  /**
   * @param capacity how many values wait in memory before {@link #add} does, large ones count for
   *     more
   */
  public GroupCommit(Ledger ledger, int capacity) {
    this.ledger = ledger;
    this.capacity = capacity;
  }

  /** To be called once, before anything is added. */
  void open(long generation) {
    ledger.open(generation);
    open = true;
  }

  /** Adds values that belong together; waits while too many wait already. */
  void add(List<?> values) throws InterruptedException {
    check();
    if (!open) {
      throw new IllegalStateException("nothing may be published before the tail is applied");
    }
    // Here, while the ledger commits what was before.
    records.clear();
    int weight = 0;
    for (Object value : values) {
      Object record = ledger.record(value);
      records.add(record);
      weight += ledger.weight(record);
    }
    while (!offer(weight)) {
      ledger.await();
    }
  }

  private synchronized boolean offer(int weight) {
    check();
    if (waitingWeight >= capacity) {
      return false;
    }
    waiting.addAll(records);
    waitingWeight += weight;
    commitNext();
    return true;
  }

  private void commitNext() {
    if (committing || waiting.isEmpty() || failure != null) {
      return;
    }
    List<Object> group = waiting;
    waiting = new ArrayList<>(group.size());
    waitingWeight = 0;
    committing = true;
    ledger.commit(group, this::committed);
  }

  private synchronized void committed(Throwable reason) {
    committing = false;
    failure = reason;
    commitNext();
  }

  /** Returns when all that was added is committed. */
  void flush() throws InterruptedException {
    while (!isIdle()) {
      ledger.await();
    }
  }

  private synchronized boolean isIdle() {
    check();
    return !committing && waiting.isEmpty();
  }

  /**
   * Says whether commits still work.
   *
   * @throws CommitFailed when one did not
   */
  public synchronized void check() {
    if (failure != null) {
      throw new CommitFailed(failure);
    }
  }

  /** The group is not in the log, or nobody knows: only a restart can tell. */
  public static final class CommitFailed extends RuntimeException {
    CommitFailed(Throwable cause) {
      super("a group was not committed, or its outcome is unknown; recovery reads the log", cause);
    }
  }
}
