package io.streambook.venue;

import io.streambook.book.LogEntry;

/**
 * What {@link LogGuard} tells every stage at each start, in this order: {@link Begin}, the tail of
 * what was published (a {@link Entry} or a {@link Published} each), {@link Go}.
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

  /**
   * Of this key all up to this place is published: of a symbol a log sequence, of the partition of
   * a topic the offset of a dead letter.
   */
  record Published(String key, long place) implements Recovery {}

  /** The tail is over: what follows is new. Only this generation may publish. */
  record Go(long generation) implements Recovery {}
}
