package io.streambook.orderservice.desk;

import io.streambook.contract.AvroEncoder;
import io.streambook.contract.HouseAccount;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an account's kill switch by a record of {@code risk-limits}, which leaves its limits as
 * they are. What came of it is told by {@code accounts}.
 */
public final class KillSwitch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KillSwitch.class);
  private static final int PATIENCE_MILLIS = 10_000;

  private final Markets markets;
  private final LongSupplier nowMicros;
  private final AvroEncoder encoder;
  private final Producer<byte[], byte[]> producer;
  private final String topic;

  /**
   * @param nowMicros clock, in microseconds since 1970
   */
  public KillSwitch(
      KafkaSettings settings, Registry registry, Markets markets, LongSupplier nowMicros) {
    this.markets = markets;
    this.nowMicros = nowMicros;
    this.encoder = new AvroEncoder(registry, settings.inputPrefix());
    this.topic = settings.topic(Topic.RISK_LIMITS);
    Map<String, Object> config = new HashMap<>(settings.clientConfig());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS / 4);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Looks up what a kill must not wait for: where its topic is, and the schema's id. */
  public void start() {
    int partitions = producer.partitionsFor(topic).size();
    byte[] learned = encoder.encode(HouseAccount.limits(nowMicros.getAsLong()));
    LOG.debug("{} has {} partitions; limits take {} bytes", topic, partitions, learned.length);
  }

  /**
   * Blocks an account's new orders and cancels those that work.
   *
   * @return done when the broker has the record; empty when the account has no limits, so that none
   *     of its orders is accepted
   */
  public Optional<CompletableFuture<Void>> kill(String account, String operator) {
    return set(account, operator, true);
  }

  /** Lets it trade again; else as {@link #kill}. */
  public Optional<CompletableFuture<Void>> lift(String account, String operator) {
    return set(account, operator, false);
  }

  private Optional<CompletableFuture<Void>> set(String account, String operator, boolean killed) {
    long known = markets.account(account).map(AccountSnapshot::killGeneration).orElse(0L);
    return markets
        .standingLimits(account)
        .map(limits -> record(limits, killed, generation(limits, known, killed), operator))
        .map(this::send);
  }

  /** A new kill is a new generation; one that is on is named by its own. */
  private static long generation(RiskLimits limits, long known, boolean killed) {
    long newest = Math.max(limits.killGeneration(), known);
    return killed && !limits.killed() ? newest + 1 : newest;
  }

  private RiskLimits record(RiskLimits of, boolean killed, long generation, String operator) {
    long now = nowMicros.getAsLong();
    return new RiskLimits(
        of.account(),
        -1,
        -1,
        false,
        of.maxOrderQty(),
        of.maxNotional(),
        of.maxPosition(),
        of.maxGrossExposure(),
        of.creditLimit(),
        of.maxOpenOrders(),
        of.maxOrdersPerSecond(),
        killed,
        generation,
        operator,
        now,
        rules(of.rules(), now));
  }

  /** Who approved of these limits did so; only those that wait are yet to be judged. */
  private static RiskLimits.Rules rules(RiskLimits.Rules of, long now) {
    return of.effectiveFrom() > now ? of : of.withoutApprover();
  }

  private synchronized CompletableFuture<Void> send(RiskLimits limits) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    // Its callback says all that the future could.
    var unused =
        producer.send(
            encoder.record(limits),
            (place, failure) -> {
              if (failure == null) {
                sent.complete(null);
              } else {
                LOG.error("A kill switch was not turned: {}", failure.getMessage());
                sent.completeExceptionally(new Unanswered(false));
              }
            });
    return sent;
  }

  @Override
  public void close() {
    producer.close();
  }
}
