package io.streambook.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
  private static final int FAULTS = 30;
  private static final int SEEDS = 200;

  @Test
  void theSameSeedGivesTheSameFaults() {
    assertThat(schedule(7)).isEqualTo(schedule(7)).isNotEqualTo(schedule(8));
  }

  @Test
  void aShorterRunIsTheStartOfALongerOne() {
    assertThat(schedule(7)).startsWith(FaultSchedule.of(3, 7, 2).toArray(Fault[]::new));
  }

  @Test
  void everyKindComesUpInThirtyFaults() {
    seeds()
        .forEach(
            seed ->
                assertThat(schedule(seed))
                    .as("seed %d", seed)
                    .extracting(Fault::kind)
                    .containsAll(FaultSchedule.DECK));
  }

  @Test
  void everyTargetIsDealt() {
    assertThat(FaultSchedule.DECK).extracting(Fault.Kind::target).contains(Target.values());
  }

  @Test
  void aFaultAmidARecoveryHitsAnotherProcessThanTheOneBefore() {
    seeds()
        .mapToObj(FaultScheduleTest::schedule)
        .forEach(
            faults -> {
              assertThat(faults.get(0).amidRecovery()).isFalse();
              for (int i = 1; i < FAULTS; i++) {
                Fault before = faults.get(i - 1);
                Fault fault = faults.get(i);
                if (fault.amidRecovery()) {
                  assertThat(fault.sharesProcessWith(before)).as("%s", fault).isFalse();
                  assertThat(before.amidRecovery()).as("%s", before).isFalse();
                }
              }
            });
    assertThat(seeds().mapToObj(FaultScheduleTest::schedule).flatMap(List::stream))
        .anyMatch(Fault::amidRecovery);
  }

  @Test
  void bothJobManagersOfAnElectionMayBeTheSameProcess() {
    Fault leader = fault(new Fault.Kind(Fault.Blow.KILL, Target.LEADING_JOB_MANAGER), 0);
    Fault standby = fault(new Fault.Kind(Fault.Blow.FREEZE, Target.STANDBY_JOB_MANAGER), 0);
    assertThat(leader.sharesProcessWith(standby)).isTrue();
    Fault.Kind kill = new Fault.Kind(Fault.Blow.KILL, Target.TASK_MANAGER);
    assertThat(fault(kill, 1).sharesProcessWith(fault(kill, 1))).isTrue();
    assertThat(fault(kill, 1).sharesProcessWith(fault(kill, 2))).isFalse();
    assertThat(fault(kill, 1).sharesProcessWith(leader)).isFalse();
  }

  /** {@code .ci/run} relies on it. */
  @Test
  void theFirstThreeOfSeedOneHitTaskManagerLeaderAndBroker() {
    assertThat(FaultSchedule.of(3, 1, ChaosStack.TASK_MANAGERS))
        .extracting(Fault::toString)
        .containsExactly(
            "kill TaskManager 2, started again after 2.2 s",
            "kill leading JobManager, started again after 1.5 s",
            "kill broker, started again after 3.0 s");
  }

  private static Fault fault(Fault.Kind kind, int taskManager) {
    return new Fault(1, kind, taskManager, false, Duration.ZERO, Duration.ZERO);
  }

  private static List<Fault> schedule(long seed) {
    return FaultSchedule.of(FAULTS, seed, ChaosStack.TASK_MANAGERS);
  }

  private static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }
}
