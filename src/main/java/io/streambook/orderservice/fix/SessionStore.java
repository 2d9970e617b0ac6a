package io.streambook.orderservice.fix;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import quickfix.MessageStore;

/**
 * Messages and sequence numbers of one session, in Postgres before they are on the wire. Knows
 * which executions have a message; market data has none to keep, it is old when it is asked for
 * again. Of the others the newest are kept: the engine answers a ResendRequest (2) for what is not
 * there with a SequenceReset-GapFill (4), as FIX 4.4 has it.
 */
final class SessionStore implements MessageStore {
  private static final String MARKET_DATA = "\u000135=[WX]\u0001";
  private static final int HEAD = 40; // 8=, 9= and 35= come first
  private static final int KEPT = 100_000;
  private static final int FORGET_EVERY = 1_000;
  private static final int FORGOTTEN_AT_ONCE = 10 * FORGET_EVERY;

  private final SessionTable table;
  private final String compId;
  private final Map<String, Long> told;

  // One for each session, on the one thread that tells.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Place> telling = new ThreadLocal<>();

  private int nextSender;
  private int nextTarget;
  private int keptNextSender;
  private int untilForget; // 0 at a start: whoever ran before may have left too many
  private Instant startedAt;

  /**
   * Where an execution stands in its symbol's log.
   *
   * @param place grows along the log
   */
  record Place(String symbol, long place) {}

  SessionStore(SessionTable table, SessionTable.Row row) {
    this.table = table;
    this.compId = row.compId();
    this.told = new ConcurrentHashMap<>(row.told());
    this.nextSender = row.nextSender();
    this.nextTarget = row.nextTarget();
    this.keptNextSender = row.nextSender();
    this.startedAt = row.startedAt();
  }

  /** Whether the execution at this place has a message, or needs none; waits for nobody. */
  boolean hasTold(Place place) {
    return told.getOrDefault(place.symbol(), -1L) >= place.place();
  }

  /** Runs what sends the message that tells of this execution, on the caller's thread. */
  void tell(Place place, Runnable send) {
    telling.set(place);
    try {
      send.run();
    } finally {
      telling.remove();
    }
  }

  @Override
  public synchronized boolean set(int seq, String message) throws IOException {
    String head = message.substring(0, Math.min(HEAD, message.length()));
    if (head.matches("(?s).*" + MARKET_DATA + ".*")) {
      return true;
    }
    forget(); // first: once it is kept, nothing may fail any more
    Place place = telling.get();
    table.append(compId, seq, message, place);
    keptNextSender = seq + 1;
    if (place != null) {
      told.put(place.symbol(), place.place());
    }
    return true;
  }

  private void forget() throws IOException {
    if (untilForget == 0) {
      table.forget(compId, KEPT, FORGOTTEN_AT_ONCE);
      untilForget = FORGET_EVERY;
    }
    untilForget--;
  }

  @Override
  public void get(int from, int to, Collection<String> messages) throws IOException {
    table.messages(compId, from, to, messages);
  }

  @Override
  public synchronized int getNextSenderMsgSeqNum() {
    return nextSender;
  }

  @Override
  public synchronized int getNextTargetMsgSeqNum() {
    return nextTarget;
  }

  @Override
  public synchronized void setNextSenderMsgSeqNum(int next) throws IOException {
    if (next != keptNextSender) {
      table.numbers(compId, next, nextTarget);
    }
    keptNextSender = next;
    nextSender = next;
  }

  @Override
  public synchronized void setNextTargetMsgSeqNum(int next) throws IOException {
    table.numbers(compId, keptNextSender, next);
    nextTarget = next;
  }

  @Override
  public synchronized void incrNextSenderMsgSeqNum() throws IOException {
    setNextSenderMsgSeqNum(nextSender + 1);
  }

  @Override
  public synchronized void incrNextTargetMsgSeqNum() throws IOException {
    setNextTargetMsgSeqNum(nextTarget + 1);
  }

  @Override
  public synchronized Date getCreationTime() {
    return Date.from(startedAt);
  }

  @Override
  public synchronized void reset() throws IOException {
    Instant now = Instant.now();
    table.reset(compId, now);
    nextSender = 1;
    nextTarget = 1;
    keptNextSender = 1;
    startedAt = now;
  }

  @Override
  public void refresh() {
    // Nobody else writes: one service serves a session.
  }
}
