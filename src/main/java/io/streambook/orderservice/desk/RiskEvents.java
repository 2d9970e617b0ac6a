package io.streambook.orderservice.desk;

import io.streambook.contract.AvroDecoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import io.streambook.risk.RiskEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The newest of what risk tells of each account and firm. Safe for use by many threads. */
public final class RiskEvents implements AutoCloseable {
  /** Of an account. */
  private static final int KEPT = 50;

  private final Map<String, Deque<RiskEvent>> accounts = new ConcurrentHashMap<>();
  private final TopicFeed feed;

  /**
   * @param onFailure hears why it hears nothing more
   */
  public RiskEvents(KafkaSettings settings, Registry registry, Consumer<Throwable> onFailure) {
    feed =
        new TopicFeed(
            "risk-events",
            settings,
            List.of(
                new TopicFeed.Source<>(
                    Topic.RISK_EVENTS, count -> AvroDecoder.riskEvents(registry), this::apply)),
            isAtEnd -> {},
            onFailure);
  }

  /** Hears all that there is, then goes on. */
  public void start() {
    feed.catchUp();
    feed.start();
  }

  private void apply(RiskEvent event) {
    Deque<RiskEvent> events =
        accounts.computeIfAbsent(event.account(), account -> new ArrayDeque<>());
    synchronized (events) {
      events.addFirst(event);
      if (events.size() > KEPT) {
        events.removeLast();
      }
    }
  }

  /** Newest first. */
  public List<RiskEvent> of(String account) {
    Deque<RiskEvent> events = accounts.get(account);
    if (events == null) {
      return List.of();
    }
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  @Override
  public void close() {
    feed.close();
  }
}
