package io.streambook.venue;

import io.streambook.book.LogEntry;
import io.streambook.risk.RiskEvent;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Publishes what no log entry causes. A value that has a place (a dead letter: its offset) is
 * published once, also when it is read again after a restart; of the others the newest counts. Risk
 * events get their numbers here: what risk tells after a restart is not always what it told before.
 */
public final class SideStage extends Stage {
  private final GroupCommit commits;
  private final Function<Object, Recovery.PublishedAside> place;
  private final Map<String, Long> published = new HashMap<>();

  /** Risk, whose state may not know that it has told these, may tell them again. */
  private final Set<Said> told = new HashSet<>();

  /**
   * What a risk event says, whatever its number.
   *
   * @param time when it is about a limit; of what a record does it is told again at another time
   */
  private record Said(String account, RiskEvent.Kind kind, String text, long time) {
    static Said by(RiskEvent event) {
      long time = event.limit().isEmpty() ? 0 : event.time();
      return new Said(event.account(), event.kind(), event.text(), time);
    }
  }

  /**
   * @param place what publishing a value publishes, rising per key; null for a value that has no
   *     place
   */
  public SideStage(GroupCommit commits, Function<Object, Recovery.PublishedAside> place) {
    this.commits = commits;
    this.place = place;
  }

  @Override
  boolean waits(Object message) {
    return true;
  }

  @Override
  void process(Object message, long now) throws Exception {
    Recovery.PublishedAside at = place.apply(message);
    if (at != null) {
      if (at.place() <= published.getOrDefault(at.key(), -1L)) {
        return;
      }
      published.put(at.key(), at.place());
    }
    if (message instanceof RiskEvent event) {
      tell(event);
    } else {
      commits.add(List.of(message));
    }
  }

  private void tell(RiskEvent event) throws Exception {
    if (!told.remove(Said.by(event))) {
      long number = published.merge(account(event), 1L, Long::sum);
      commits.add(List.of(event.withNumber(number)));
    }
  }

  /** No partition's name has a blank. */
  private static String account(RiskEvent event) {
    return "account " + event.account();
  }

  @Override
  void replay(LogEntry entry) {}

  @Override
  void publishedAside(String key, long place) {
    published.merge(key, place, Math::max);
  }

  @Override
  void told(RiskEvent event) {
    published.merge(account(event), event.number(), Math::max);
    told.add(Said.by(event));
  }

  /**
   * Per key the last place that is published; of an account the number of its last risk event. To
   * be kept in the state: the ends of the topics that a snapshot knows may be beyond what is still
   * to be read again.
   */
  public Map<String, Long> published() {
    return Collections.unmodifiableMap(published);
  }

  @Override
  void go(long generation, long now) {
    commits.open(generation);
  }

  /**
   * Says whether commits still work.
   *
   * @throws GroupCommit.CommitFailed when one did not
   */
  public void check() {
    commits.check();
  }

  /** Returns when all is published: before a snapshot of those that will not send it again. */
  public void flush() throws Exception {
    commits.flush();
  }
}
