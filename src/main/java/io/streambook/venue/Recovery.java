package io.streambook.venue;

import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.risk.RiskEvent;

/**
 * What {@link LogGuard} tells every stage at each start, in this order: {@link Begin}, what is
 * {@link Unheard}, the tail of what was published (an {@link Entry}, a {@link Published}, a {@link
 * PublishedAside} or a {@link Told} each), {@link Go}.
 */
public sealed interface Recovery {
  /**
   * The tail follows.
   *
   * @param whole whether it is all that was ever published: no snapshot says where to begin
   */
  record Begin(boolean whole) implements Recovery {}

  /** An entry of the log. */
  record Entry(LogEntry entry) implements Recovery {}

  /** All that follows from the log of this symbol up to here is published. */
  record Published(String symbol, long sequence) implements Recovery {}

  /**
   * Of what no log entry causes, all of this key up to this place is published: of the partition of
   * a topic the offset of a dead letter.
   */
  record PublishedAside(String key, long place) implements Recovery {}

  /** A risk event is published. */
  record Told(RiskEvent event) implements Recovery {}

  /**
   * An execution in the topics that a job leaves behind when it goes back to a savepoint: risk may
   * not have heard of it. What the state of matching does not know did not happen.
   */
  record Unheard(Execution execution) implements Recovery {}

  /** The tail is over: what follows is new. Only this generation may publish. */
  record Go(long generation) implements Recovery {}
}
