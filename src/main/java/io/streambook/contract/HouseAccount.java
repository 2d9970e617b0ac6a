package io.streambook.contract;

import io.streambook.book.Decimal8;
import io.streambook.risk.RiskLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The account of a sender that names none: every order of contract version 1. */
public final class HouseAccount {
  public static final String NAME = "HOUSE";

  private HouseAccount() {}

  /**
   * The limits it starts with.
   *
   * @param timestamp in microseconds since 1970
   */
  public static RiskLimits limits(long timestamp) {
    return new RiskLimits(
        NAME,
        -1,
        -1,
        false,
        100_000 * Decimal8.ONE,
        10_000_000 * Decimal8.ONE,
        1_000_000 * Decimal8.ONE,
        1_000_000_000 * Decimal8.ONE,
        1_000_000_000 * Decimal8.ONE,
        10_000,
        1_000,
        false,
        0,
        "topics create",
        timestamp);
  }

  /**
   * Puts the limits it starts with on {@code risk-limits}, unless that topic holds a record of it.
   *
   * @return what was done, for a person
   */
  public static String seed(KafkaSettings settings, Registry registry) {
    String topic = settings.topic(Topic.RISK_LIMITS);
    byte[] key = NAME.getBytes(StandardCharsets.UTF_8);
    AtomicBoolean present = new AtomicBoolean();
    TopicReader.readToEnd(
        settings.commandConfig(),
        topic,
        record -> {
          if (Arrays.equals(key, record.key())) {
            present.set(true);
          }
        });
    if (present.get()) {
      return topic + ": account " + NAME + " has a record";
    }
    RiskLimits limits = limits(Fields.micros(Instant.now()));
    try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
      producer.send(new AvroEncoder(registry, settings.inputPrefix()).record(limits)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while writing to " + topic, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Can't write to " + topic, e.getCause());
    }
    return topic + ": set account " + NAME + ": " + describe(limits);
  }

  private static String describe(RiskLimits limits) {
    return "maxOrderQty="
        + Decimal8.format(limits.maxOrderQty())
        + ", maxNotional="
        + Decimal8.format(limits.maxNotional())
        + ", maxPosition="
        + Decimal8.format(limits.maxPosition())
        + ", maxGrossExposure="
        + Decimal8.format(limits.maxGrossExposure())
        + ", creditLimit="
        + Decimal8.format(limits.creditLimit())
        + ", maxOpenOrders="
        + limits.maxOpenOrders()
        + ", maxOrdersPerSecond="
        + limits.maxOrdersPerSecond();
  }

  private static KafkaProducer<byte[], byte[]> producer(KafkaSettings settings) {
    return new KafkaProducer<>(
        settings.clientConfig(), new ByteArraySerializer(), new ByteArraySerializer());
  }
}
