package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SequencerTest {
  private final TestLog risk = new TestLog("ACME");
  private final List<LogEntry> log = new ArrayList<>();
  private Sequencer sequencer = new Sequencer("ACME");

  private void arrive(Object message) {
    if (message instanceof Judged judged) {
      sequencer.order(judged, log::add);
    } else {
      sequencer.command((SymbolCommand) message, log::add);
    }
  }

  private List<String> lines() {
    List<String> lines = log.stream().map(SequencerTest::line).toList();
    log.clear();
    return lines;
  }

  private static String line(LogEntry entry) {
    if (entry instanceof LogEntry.Order order) {
      return entry.sequence() + " " + order.judged().order().orderId();
    }
    return entry.sequence()
        + " "
        + (entry instanceof LogEntry.Symbol symbol
            ? symbol.command().getClass().getSimpleName()
            : "Rules");
  }

  @Test
  void aLogBeginsWithItsRules() {
    arrive(risk.command("a buy b1 1@100"));
    assertThat(log.get(0))
        .isEqualTo(new LogEntry.Rules("ACME", 1, 1_000_001, 1, Matching.RULES_VERSION));
    assertThat(lines()).containsExactly("1 Rules", "2 b1");
  }

  @Test
  @Tag("V4")
  void aLogOfOlderRulesGoesOnByTheNewest() {
    Object first = risk.command("a buy b1 1@100");
    Object second = risk.command("a buy b2 1@100");
    sequencer.replay(new LogEntry.Rules("ACME", 1, 0, 1, Matching.RULES_VERSION - 1));
    sequencer.replay(new LogEntry.Order(2, (Judged) first));
    sequencer = new Sequencer(sequencer.state());
    arrive(second);
    assertThat(log.get(0))
        .isEqualTo(
            new LogEntry.Rules("ACME", 3, ((Judged) second).time(), 1, Matching.RULES_VERSION));
    assertThat(lines()).containsExactly("3 Rules", "4 b2");
    arrive(risk.command("kill a"));
    assertThat(lines()).containsExactly("5 KillCancel");
  }

  /** Recovery finds what was written before a crash, and goes on by that. */
  @Test
  @Tag("V4")
  void aLogGetsItsNewRulesOnce() {
    Object first = risk.command("a buy b1 1@100");
    sequencer.replay(new LogEntry.Rules("ACME", 1, 0, 1, Matching.RULES_VERSION - 1));
    sequencer.replay(new LogEntry.Rules("ACME", 2, 0, 1, Matching.RULES_VERSION));
    arrive(first);
    assertThat(lines()).containsExactly("3 b1");
  }

  @Test
  void anOrderWaitsForThoseReadBeforeIt() {
    Object first = risk.command("a buy b1 1@100");
    Object second = risk.command("a buy b2 1@100 GTC refused TICK_SIZE");
    Object third = risk.command("a buy b3 1@100");
    arrive(third);
    arrive(second);
    assertThat(lines()).isEmpty();
    arrive(first);
    assertThat(lines()).containsExactly("1 Rules", "2 b1", "3 b2", "4 b3");
  }

  @Test
  void aCommandWaitsForTheOrderItComesAfter() {
    Object first = risk.command("a buy b1 1@100");
    Object kill = risk.command("kill a");
    Object phase = risk.command("phase HALTED");
    Object second = risk.command("a buy b2 1@100");
    arrive(second);
    arrive(kill);
    arrive(phase);
    assertThat(lines()).isEmpty();
    arrive(first);
    assertThat(lines()).containsExactly("1 Rules", "2 b1", "3 KillCancel", "4 PhaseChange", "5 b2");
  }

  @Test
  void anOrderWaitsForThePhaseChangeReadBeforeIt() {
    Object phase = risk.command("phase CONTINUOUS");
    Object order = risk.command("a buy b1 1@100");
    arrive(order);
    assertThat(lines()).isEmpty();
    sequencer = new Sequencer(sequencer.state());
    arrive(phase);
    assertThat(lines()).containsExactly("1 Rules", "2 PhaseChange", "3 b1");
  }

  @Test
  void aCommandThatComesLateHoldsFromThenOn() {
    Object kill = risk.command("kill a");
    arrive(risk.command("a buy b1 1@100"));
    arrive(kill);
    assertThat(lines()).containsExactly("1 Rules", "2 b1", "3 KillCancel");
  }

  @Test
  void aCommandMayBeginTheLog() {
    arrive(risk.command("phase CONTINUOUS"));
    assertThat(lines()).containsExactly("1 Rules", "2 PhaseChange");
  }

  @Test
  void aRecordThatIsInTheLogAddsNothing() {
    Object first = risk.command("a buy b1 1@100");
    Object second = risk.command("a buy b2 1@100");
    arrive(first);
    arrive(second);
    lines();
    arrive(first);
    arrive(second);
    assertThat(lines()).isEmpty();
    arrive(risk.command("a buy b3 1@100"));
    assertThat(lines()).containsExactly("4 b3");
  }

  @Test
  void aRecordThatIsReadAgainUnderANewNumberAddsNothing() {
    Judged first = (Judged) risk.command("a buy b1 1@100");
    arrive(first);
    lines();
    arrive(
        new Judged(
            first.order(),
            2,
            5,
            1,
            first.reference(),
            first.protectionLimit(),
            "USD",
            first.verdict()));
    assertThat(lines()).isEmpty();
    risk.command("a buy lost 1@100");
    arrive(risk.command("a buy b3 1@100"));
    assertThat(lines()).containsExactly("3 b3");
  }

  @Test
  void anotherOrderUnderANumberThatIsOutIsAnError() {
    Judged first = (Judged) risk.command("a buy b1 1@100");
    Judged second = (Judged) risk.command("a buy b2 1@100");
    arrive(first);
    assertThatThrownBy(
            () -> arrive(new Judged(second.order(), 1, 5, 1, 0, 0, "USD", Verdict.ACCEPTED)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("order 1 of offset 1002 comes after order 1 of offset 1001");
  }

  @Test
  void anotherOrderUnderANumberThatIsHeldIsAnError() {
    risk.command("a buy b1 1@100");
    Judged second = (Judged) risk.command("a buy b2 1@100");
    Judged third = (Judged) risk.command("a buy b3 1@100");
    arrive(second);
    arrive(second);
    assertThatThrownBy(
            () -> arrive(new Judged(third.order(), 2, 5, 1, 0, 0, "USD", Verdict.ACCEPTED)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("order 2 of offset 1003 comes after order 2 of offset 1002");
  }

  @Test
  void aKillOfTheFirmIsNoneThatTheLogHasOfTheAccount() {
    sequencer.replay(new LogEntry.Rules("ACME", 1, 0, 1, Matching.RULES_VERSION));
    sequencer.replay(new LogEntry.Symbol(2, kill(1, 100)));
    // Read again after a restart.
    arrive(kill(1, 100));
    assertThat(lines()).isEmpty();
    // The record of the firm lies in a partition of its own, which counts for itself.
    arrive(kill(0, 5));
    assertThat(lines()).containsExactly("3 KillCancel");
  }

  @Test
  void aCommandThatWasHeldAndIsInTheLogIsNotHeldAnyMore() {
    Judged order = (Judged) risk.command("a buy b1 1@100");
    SymbolCommand kill = (SymbolCommand) risk.command("kill a");
    SymbolCommand expire = (SymbolCommand) risk.command("expire 50");
    arrive(kill);
    arrive(expire);
    sequencer = new Sequencer(sequencer.state());
    sequencer.replay(new LogEntry.Rules("ACME", 1, 0, 1, Matching.RULES_VERSION));
    sequencer.replay(new LogEntry.Order(2, order));
    sequencer.replay(new LogEntry.Symbol(3, kill));
    sequencer.replay(new LogEntry.Symbol(4, expire));
    arrive(risk.command("a buy b2 1@100"));
    assertThat(lines()).containsExactly("5 b2");
    assertThat(sequencer.state().heldCommands()).isEmpty();
  }

  @Test
  void whatWasHeldAndIsInTheLogIsNotHeldAnyMore() {
    Judged first = (Judged) risk.command("a buy b1 1@100");
    SymbolCommand phase = (SymbolCommand) risk.command("phase CONTINUOUS");
    Judged third = (Judged) risk.command("a buy b3 1@100");
    SymbolCommand expire = (SymbolCommand) risk.command("expire 50");
    SymbolCommand later = (SymbolCommand) risk.command("expire 51");
    arrive(phase);
    arrive(third);
    arrive(later);
    assertThat(sequencer.replay(new LogEntry.Rules("ACME", 1, 0, 1, 1))).isTrue();
    assertThat(sequencer.replay(new LogEntry.Order(2, first))).isTrue();
    assertThat(sequencer.replay(new LogEntry.Symbol(3, phase))).isTrue();
    assertThat(sequencer.replay(new LogEntry.Symbol(3, phase))).isFalse();
    assertThat(sequencer.replay(new LogEntry.Order(4, third))).isTrue();
    assertThat(sequencer.replay(new LogEntry.Symbol(5, expire))).isTrue();
    assertThat(sequencer.lastSequence()).isEqualTo(5);
    assertThat(sequencer.state().heldOrders()).isEmpty();
    assertThat(sequencer.state().heldCommands()).containsExactly(later);
    assertThatThrownBy(() -> sequencer.replay(new LogEntry.Symbol(7, later)))
        .hasMessageContaining("entry 7 follows 5");
  }

  private static SymbolCommand kill(int partition, long offset) {
    return new SymbolCommand.KillCancel("ACME", 0, partition, offset, 7, 1, "FIRM/A");
  }

  /** Saved and restored at any point in between. */
  @Property(tries = 200)
  void anyOrderOfArrivalGivesTheOrderOfTheTopic(
      @ForAll @IntRange(min = 1, max = 60) int orders, @ForAll long seed) {
    Random random = new Random(seed);
    TestLog topic = new TestLog("ACME");
    List<Object> messages = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int n = 1; n <= orders; n++) {
      messages.add(topic.command("a buy b" + n + " 1@100"));
      expected.add("b" + n);
      if (random.nextInt(5) == 0) {
        messages.add(topic.command("kill k" + n));
        expected.add("k" + n);
      }
      if (random.nextInt(5) == 0) {
        messages.add(topic.command("phase CONTINUOUS"));
        expected.add("p" + n);
      }
    }
    Collections.shuffle(messages, random);
    Sequencer any = new Sequencer("ACME");
    List<LogEntry> entries = new ArrayList<>();
    for (Object message : messages) {
      if (message instanceof Judged judged) {
        any.order(judged, entries::add);
      } else {
        any.command((SymbolCommand) message, entries::add);
      }
      if (random.nextInt(4) == 0) {
        any = new Sequencer(any.state());
      }
    }
    assertThat(any.state().heldOrders()).isEmpty();
    assertThat(any.state().heldCommands()).isEmpty();
    List<String> orderIds = new ArrayList<>();
    for (int at = 0; at < entries.size(); at++) {
      assertThat(entries.get(at).sequence()).isEqualTo(at + 1);
      if (entries.get(at) instanceof LogEntry.Order order) {
        orderIds.add(order.judged().order().orderId());
      }
    }
    assertThat(orderIds).isEqualTo(expected.stream().filter(id -> id.startsWith("b")).toList());
    assertKillsComeAfterTheirOrder(entries);
    assertThat(entries).hasSize(expected.size() + 1);
  }

  private static void assertKillsComeAfterTheirOrder(List<LogEntry> entries) {
    long lastNumber = 0;
    for (LogEntry entry : entries) {
      if (entry instanceof LogEntry.Order order) {
        lastNumber = order.judged().number();
      } else if (entry instanceof LogEntry.Symbol symbol) {
        assertThat(lastNumber).isGreaterThanOrEqualTo(symbol.command().after());
        if (symbol.command() instanceof SymbolCommand.PhaseChange phase) {
          lastNumber = phase.number();
        }
      }
    }
  }
}
