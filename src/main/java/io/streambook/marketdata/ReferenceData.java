package io.streambook.marketdata;

import io.streambook.book.MarketState;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The instruments and limits that are set, and how to add what a feed needs beside them. */
public final class ReferenceData {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings settings;
  private final Registry registry;
  private final Map<String, Instrument> instruments = new TreeMap<>();
  private final Map<String, RiskLimits> limits = new TreeMap<>();

  private ReferenceData(KafkaSettings settings, Registry registry) {
    this.settings = settings;
    this.registry = registry;
  }

  /** Reads the topics {@code instruments} and {@code risk-limits} to their ends. */
  public static ReferenceData read(KafkaSettings settings, Registry registry) {
    ReferenceData data = new ReferenceData(settings, registry);
    try (TopicTail<Instrument> tail =
        new TopicTail<>(
            settings, Topic.INSTRUMENTS, count -> AvroDecoder.instruments(registry, count))) {
      tail.readToEnd(instrument -> data.instruments.put(instrument.symbol(), instrument));
    }
    try (TopicTail<RiskLimits> tail =
        new TopicTail<>(
            settings, Topic.RISK_LIMITS, count -> AvroDecoder.riskLimits(registry, count))) {
      tail.readToEnd(limit -> data.limits.put(limit.account(), limit));
    }
    data.instruments.values().removeIf(Instrument::deleted);
    data.limits.values().removeIf(RiskLimits::deleted);
    return data;
  }

  /** All instruments that are set, by symbol. */
  public List<Instrument> instruments() {
    return List.copyOf(instruments.values());
  }

  /**
   * The instruments with these symbols.
   *
   * @throws IllegalArgumentException naming those that are not set
   */
  public List<Instrument> instruments(List<String> symbols) {
    List<String> missing = symbols.stream().filter(s -> !instruments.containsKey(s)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "No such instrument: "
              + String.join(", ", missing)
              + " (./streambook instruments set makes one)");
    }
    return symbols.stream().map(instruments::get).toList();
  }

  /**
   * Publishes those of the instruments and limits whose symbol or account is not set yet, and waits
   * until the venue has taken them. A venue that does not answer in time is not an error: it reads
   * them when it starts, before any order.
   *
   * @param patience how long to wait for the venue; zero does not wait
   */
  public void addMissing(
      List<Instrument> wantedInstruments,
      List<RiskLimits> wantedLimits,
      Duration patience,
      Consumer<String> lines) {
    List<Instrument> newInstruments =
        wantedInstruments.stream().filter(i -> !instruments.containsKey(i.symbol())).toList();
    List<RiskLimits> newLimits =
        wantedLimits.stream().filter(l -> !limits.containsKey(l.account())).toList();
    if (newInstruments.isEmpty() && newLimits.isEmpty()) {
      return;
    }
    lines.accept(
        "publishing "
            + newInstruments.size()
            + " instruments and the limits of "
            + newLimits.size()
            + " accounts");
    try (Publisher publisher = new Publisher(settings, registry)) {
      newInstruments.forEach(publisher::send);
      newLimits.forEach(publisher::send);
      publisher.flush();
    }
    newInstruments.forEach(instrument -> instruments.put(instrument.symbol(), instrument));
    newLimits.forEach(limit -> limits.put(limit.account(), limit));
    if (patience.isZero()) {
      return;
    }
    List<String> silent = awaitVenue(newInstruments, newLimits, patience);
    if (!silent.isEmpty()) {
      lines.accept(
          "the venue has not answered within "
              + patience.toSeconds()
              + " s about "
              + silent.size()
              + " of them, such as "
              + silent.get(0)
              + "; what is sent now waits until it runs");
    }
  }

  private List<String> awaitVenue(
      List<Instrument> newInstruments, List<RiskLimits> newLimits, Duration patience) {
    Set<String> symbols = new HashSet<>();
    newInstruments.forEach(instrument -> symbols.add(instrument.symbol()));
    Set<String> accounts = new HashSet<>();
    newLimits.forEach(limit -> accounts.add(limit.account()));
    long deadline = System.nanoTime() + patience.toNanos();
    try (TopicTail<MarketState> states =
            new TopicTail<>(
                settings, Topic.MARKET_STATE, count -> AvroDecoder.marketState(registry));
        TopicTail<AccountSnapshot> snapshots =
            new TopicTail<>(settings, Topic.ACCOUNTS, count -> AvroDecoder.accounts(registry))) {
      while (!(symbols.isEmpty() && accounts.isEmpty()) && System.nanoTime() < deadline) {
        states.poll(POLL, state -> symbols.remove(state.symbol()));
        snapshots.poll(POLL, snapshot -> removeKnown(accounts, snapshot));
      }
    }
    List<String> silent = new ArrayList<>(symbols);
    silent.addAll(accounts);
    return silent;
  }

  private static void removeKnown(Set<String> accounts, AccountSnapshot snapshot) {
    if (snapshot.limitsOffset() >= 0) {
      accounts.remove(snapshot.account());
    }
  }
}
