package io.streambook.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.venue.LogStore.Owner;
import io.streambook.venue.LogStore.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LogGuardTest {
  private static final Slot LOG = new Slot("validated-orders", 0);

  private final Topics topics = new Topics();
  private final List<Recovery> told = new ArrayList<>();

  /** Topics in memory, as one job sees them. */
  private static final class Topics implements LogStore {
    private final List<Owner> owners = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> createdAnew = new ArrayList<>();
    private long beginning;
    private long end = 7;
    private Runnable afterFence = () -> {};
    private Runnable whileAskedForEnds = () -> {};

    @Override
    public List<Owner> owners() {
      calls.add("owners");
      return List.copyOf(owners);
    }

    @Override
    public List<String> createdAnew() {
      return createdAnew;
    }

    @Override
    public long claim() {
      calls.add("claim");
      return own("mine");
    }

    long own(String job) {
      owners.add(new Owner(owners.size(), job, job));
      return owners.size() - 1L;
    }

    @Override
    public long starts() {
      calls.add("starts");
      return owners.size();
    }

    @Override
    public void fence() {
      calls.add("fence");
      afterFence.run();
    }

    @Override
    public boolean isWhole(Slot slot) {
      return slot.equals(LOG);
    }

    @Override
    public Map<Slot, Long> beginnings() {
      return Map.of(LOG, beginning);
    }

    @Override
    public Map<Slot, Long> ends() {
      whileAskedForEnds.run();
      calls.add("ends");
      return Map.of(LOG, end);
    }

    @Override
    public void read(Map<Slot, Long> from, Map<Slot, Long> to, Consumer<Recovery> each) {
      calls.add("read " + from.get(LOG) + " to " + to.get(LOG));
      each.accept(new Recovery.Published("A", 3));
    }

    @Override
    public void close() {}
  }

  private LogGuard guard() {
    return new LogGuard(topics, "mine");
  }

  @Test
  void fencesBeforeItReadsAndLooksAgainWhetherItIsTheOwner() {
    guard().start(Map.of(LOG, 5L), told::add);
    assertThat(topics.calls)
        .containsExactly("owners", "claim", "fence", "ends", "starts", "owners", "read 5 to 7");
    assertThat(told)
        .containsExactly(
            new Recovery.Begin(false), new Recovery.Published("A", 3), new Recovery.Go(0));
  }

  @Test
  void withoutStateTheTailIsAllThereIs() {
    guard().start(null, told::add);
    assertThat(topics.calls).contains("read 0 to 7");
    assertThat(told).startsWith(new Recovery.Begin(true));
  }

  @Test
  void newJobTakesOverAndTheOlderOneEndsForGood() {
    topics.own("other");
    guard().start(null, told::add);
    LogGuard older = new LogGuard(topics, "other");
    assertThatThrownBy(() -> older.start(null, told::add))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("job mine (mine) has taken over from job other")
        .hasMessageContaining("--transactional-id-prefix");
  }

  @Test
  void doesNotGoOnWhenAnotherBeginsMeanwhile() {
    topics.afterFence = () -> topics.own("other");
    assertThatThrownBy(() -> guard().start(null, told::add)).isInstanceOf(Refusal.class);
    assertThat(told).isEmpty();
  }

  @Test
  void endsBehindWhichAnotherJobHasPublishedAreRefused() {
    LogGuard guard = guard();
    assertThat(guard.start(null, told::add)).isEqualTo(Map.of(LOG, 7L));
    assertThat(guard.ends()).isEqualTo(Map.of(LOG, 7L));
    topics.whileAskedForEnds =
        () -> {
          topics.own("other");
          topics.end++;
        };
    assertThatThrownBy(guard::ends)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("job other (other) has taken over from job mine");
  }

  @Test
  void ownersAreReadOnlyWhenThereIsANewOne() {
    LogGuard guard = guard();
    guard.start(null, told::add);
    topics.calls.clear();
    guard.ends();
    assertThat(topics.calls).containsExactly("ends", "starts");
  }

  @Test
  void olderStartOfTheSameJobGivesNoEnds() {
    LogGuard guard = guard();
    guard.start(null, told::add);
    topics.own("mine");
    assertThatThrownBy(guard::ends).isInstanceOf(LogGuard.Overtaken.class);
  }

  @Test
  void startOfTheSameJobThatWasOvertakenFailsAndMayBeStartedAgain() {
    topics.afterFence = () -> topics.own("mine");
    assertThatThrownBy(() -> guard().start(null, told::add)).isInstanceOf(LogGuard.Overtaken.class);
    assertThat(told).isEmpty();
  }

  @Test
  void refusesTopicsThatCannotServe() {
    assertThatThrownBy(() -> guard().start(Map.of(LOG, 8L), told::add))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("validated-orders-0 ends at offset 7, before the state");
    topics.beginning = 6;
    assertThatThrownBy(() -> guard().start(Map.of(LOG, 5L), told::add))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("retention took what is missing");
    Slot second = new Slot("validated-orders", 1);
    assertThatThrownBy(() -> guard().start(Map.of(LOG, 6L, second, 0L), told::add))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("the partitions of a topic can't change");
    assertThat(told).isEmpty();
  }

  @Test
  void refusesTopicsThatWereCreatedAnewBeforeItClaims() {
    topics.createdAnew.add("orders");
    assertThatThrownBy(() -> guard().start(Map.of(LOG, 5L), told::add))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("orders was deleted and created anew");
    assertThatThrownBy(() -> guard().start(null, told::add)).isInstanceOf(Refusal.class);
    assertThat(topics.calls).doesNotContain("claim");
    topics.end = 0;
    guard().start(null, told::add);
    assertThat(told).endsWith(new Recovery.Go(0));
  }
}
