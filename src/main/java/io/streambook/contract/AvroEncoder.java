package io.streambook.contract;

import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Turns values into the records of their topics, in Confluent's wire format. It looks up the id of
 * a schema once, waits for a registry that is away, and never registers: a producer must not change
 * a contract. Not for use by two threads at once.
 */
public final class AvroEncoder {
  private static final List<Contract<?, ?>> CONTRACTS =
      List.of(
          new QuoteContract(() -> 0),
          new OrderContract(),
          new LogContract(),
          new TradeContract(),
          new ExecutionContract(),
          new BookContract(),
          new MarketStateContract(),
          new AccountContract(),
          new RiskEventContract(),
          new InstrumentContract(),
          new RiskLimitsContract(),
          new LogOwnerContract());

  private final Map<Class<?>, Writer<?>> writers = new HashMap<>();
  private final AvroOutput out = new AvroOutput();
  private final Registry registry;
  private final String topicPrefix;

  public AvroEncoder(Registry registry, String topicPrefix) {
    this.registry = registry;
    this.topicPrefix = topicPrefix;
  }

  /**
   * The record of a value, for the topic of its class, with its key and without a partition:
   * Kafka's default partitioner gives it the right one. A {@link DeadLetter} carries its original
   * bytes; a deleted {@link Instrument} or {@link RiskLimits} is a tombstone.
   *
   * @throws IllegalStateException when the schema is not registered
   */
  public ProducerRecord<byte[], byte[]> record(Object value) {
    if (value instanceof DeadLetter letter) {
      return DeadLetters.record(letter, Topic.DEAD_LETTERS.name(topicPrefix));
    }
    return writer(value).record(value);
  }

  /** The record's value alone; null for a tombstone. */
  public byte[] encode(Object value) {
    return record(value).value();
  }

  /** The topic of a value's class. */
  public static Topic topicOf(Object value) {
    return value instanceof DeadLetter ? Topic.DEAD_LETTERS : contract(value).topic();
  }

  private Writer<?> writer(Object value) {
    Writer<?> writer = writers.get(value.getClass());
    if (writer == null) {
      writer = new Writer<>(contract(value));
      writers.put(value.getClass(), writer);
    }
    return writer;
  }

  private static Contract<?, ?> contract(Object value) {
    for (Contract<?, ?> contract : CONTRACTS) {
      if (contract.type().isInstance(value)) {
        return contract;
      }
    }
    throw new IllegalArgumentException("No topic carries a " + value.getClass().getName());
  }

  /** Writes the values of one class. */
  private final class Writer<T> {
    private final Contract<?, T> contract;
    private final String topic;
    private final byte[] header;

    Writer(Contract<?, T> contract) {
      this.contract = contract;
      this.topic = contract.topic().name(topicPrefix);
      this.header = ByteBuffer.allocate(AvroDecoder.HEADER_BYTES).putInt(1, schemaId()).array();
    }

    private int schemaId() {
      String subject = Schemas.subject(contract.topic(), topicPrefix);
      return registry
          .idOf(subject, Schemas.current(contract.topic()))
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "The registry has no "
                          + subject
                          + " like this version's: run ./streambook schemas register"));
    }

    ProducerRecord<byte[], byte[]> record(Object object) {
      T value = contract.type().cast(object);
      byte[] key = out.nameBytes(contract.key(value));
      return new ProducerRecord<>(topic, key, contract.isTombstone(value) ? null : bytes(value));
    }

    private byte[] bytes(T value) {
      out.start(header);
      contract.write(value, out);
      return out.toByteArray();
    }
  }
}
