package io.streambook.venue;

import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.risk.RiskEvent;
import java.util.ArrayDeque;

/**
 * A part of the venue that owns some keys. It first hears of the tail of the log; messages that
 * would make something new wait until the tail is over. One thread.
 */
public abstract class Stage {
  private record Held(Object message, long now) {}

  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private boolean going;

  /**
   * Takes a message.
   *
   * @param now in microseconds since 1970
   */
  public final void accept(Object message, long now) throws Exception {
    if (!going && waits(message)) {
      held.add(new Held(message, now));
    } else {
      process(message, now);
    }
  }

  /** Takes what the guard tells; an entry or a place that concerns no key of this stage too. */
  public final void recover(Recovery message, long now) throws Exception {
    if (message instanceof Recovery.Begin begin) {
      begin(begin.whole());
    } else if (message instanceof Recovery.Unheard unheard) {
      unheard(unheard.execution());
    } else if (message instanceof Recovery.Entry entry) {
      replay(entry.entry());
    } else if (message instanceof Recovery.Published published) {
      published(published.symbol(), published.sequence());
    } else if (message instanceof Recovery.PublishedAside aside) {
      publishedAside(aside.key(), aside.place());
    } else if (message instanceof Recovery.Told told) {
      told(told.event());
    } else if (message instanceof Recovery.Go go) {
      going = true;
      go(go.generation(), now);
      while (!held.isEmpty()) {
        Held first = held.remove();
        process(first.message(), Math.max(now, first.now()));
      }
    }
  }

  /** Messages that wait for the tail to be over. */
  public final int held() {
    return held.size();
  }

  final boolean going() {
    return going;
  }

  /** Whether this must not be processed before the tail is over. */
  abstract boolean waits(Object message);

  abstract void process(Object message, long now) throws Exception;

  void begin(boolean whole) {}

  void unheard(Execution execution) throws Exception {}

  /** An entry of the log that the snapshot may or may not know. */
  abstract void replay(LogEntry entry) throws Exception;

  void published(String symbol, long sequence) throws Exception {}

  void publishedAside(String key, long place) {}

  void told(RiskEvent event) {}

  abstract void go(long generation, long now) throws Exception;

  static IllegalArgumentException unexpected(Object message) {
    return new IllegalArgumentException("not for this stage: " + message.getClass().getName());
  }
}
