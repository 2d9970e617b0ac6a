package io.streambook.venue;

import io.streambook.book.LogEntry;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Publishes what no log entry causes. A value that has a place (a dead letter: its offset) is
 * published once, also when it is read again after a restart; of the others the newest counts.
 */
public final class SideStage extends Stage {
  private final GroupCommit commits;
  private final Function<Object, Recovery.PublishedAside> place;
  private final Map<String, Long> published = new HashMap<>();

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
    commits.add(List.of(message));
  }

  @Override
  void replay(LogEntry entry) {}

  @Override
  void publishedAside(String key, long place) {
    published.merge(key, place, Math::max);
  }

  /**
   * Per key the last place that is published. To be kept in the state: the ends of the topics that
   * a snapshot knows may be beyond what is still to be read again.
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
