package io.streambook.contract;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.OrderCommand;
import io.streambook.book.Trade;
import io.streambook.contract.DeadLetter.Code;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.Instrument;
import io.streambook.risk.Quote;
import io.streambook.risk.RiskEvent;
import io.streambook.risk.RiskLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the records of one topic into values. It never throws on data: what can't be decoded is a
 * dead letter that says why. It waits for a registry that is away. Not for use by two threads at
 * once.
 *
 * @param <T> the domain's class
 */
public final class AvroDecoder<T> {
  private static final Logger LOG = LoggerFactory.getLogger(AvroDecoder.class);

  /** Magic byte and schema id of Confluent's wire format. */
  static final int HEADER_BYTES = 5;

  static final byte MAGIC = 0;

  /** For topics whose records may lie in any partition. */
  private static final int ANY_PARTITION = 0;

  private final WriterSchemas<? extends SpecificRecordBase> schemas;
  private final Contract<SpecificRecordBase, T> contract;
  private final int partitions;
  private final DirectContract<SpecificRecordBase, T> directContract;
  private final AvroInput in = new AvroInput();
  private BinaryDecoder avroDecoder;

  @SuppressWarnings("unchecked") // a contract reads what its own schema generates
  AvroDecoder(
      Registry registry, Contract<? extends SpecificRecordBase, T> contract, int partitions) {
    this.schemas = new WriterSchemas<>(registry, contract.schema(), contract.topic());
    this.contract = (Contract<SpecificRecordBase, T>) contract;
    this.directContract =
        this.contract instanceof DirectContract<SpecificRecordBase, T> direct ? direct : null;
    this.partitions = partitions;
  }

  /**
   * Decoder of orders.
   *
   * @param partitions of the topic: an order outside the one its key belongs to is a dead letter
   */
  public static AvroDecoder<OrderCommand> orders(Registry registry, int partitions) {
    return new AvroDecoder<>(registry, new OrderContract(), partitions);
  }

  /**
   * Decoder of quotes.
   *
   * @param nowMicros clock in microseconds since 1970: a quote more than 1 s ahead is a dead letter
   */
  public static AvroDecoder<Quote> quotes(Registry registry, LongSupplier nowMicros) {
    return new AvroDecoder<>(registry, new QuoteContract(nowMicros), ANY_PARTITION);
  }

  /**
   * Decoder of instruments.
   *
   * @param partitions of the topic: the newest offset of a symbol counts, so all must lie in one
   */
  public static AvroDecoder<Instrument> instruments(Registry registry, int partitions) {
    return new AvroDecoder<>(registry, new InstrumentContract(), partitions);
  }

  /**
   * Decoder of risk limits.
   *
   * @param partitions of the topic: the newest offset of an account counts, so all must lie in one
   */
  public static AvroDecoder<RiskLimits> riskLimits(Registry registry, int partitions) {
    return new AvroDecoder<>(registry, new RiskLimitsContract(), partitions);
  }

  public static AvroDecoder<LogEntry> log(Registry registry) {
    return new AvroDecoder<>(registry, new LogContract(), ANY_PARTITION);
  }

  public static AvroDecoder<Trade> trades(Registry registry) {
    return new AvroDecoder<>(registry, new TradeContract(), ANY_PARTITION);
  }

  public static AvroDecoder<Execution> executions(Registry registry) {
    return new AvroDecoder<>(registry, new ExecutionContract(), ANY_PARTITION);
  }

  public static AvroDecoder<BookSnapshot> book(Registry registry) {
    return new AvroDecoder<>(registry, new BookContract(), ANY_PARTITION);
  }

  public static AvroDecoder<MarketState> marketState(Registry registry) {
    return new AvroDecoder<>(registry, new MarketStateContract(), ANY_PARTITION);
  }

  public static AvroDecoder<AccountSnapshot> accounts(Registry registry) {
    return new AvroDecoder<>(registry, new AccountContract(), ANY_PARTITION);
  }

  public static AvroDecoder<RiskEvent> riskEvents(Registry registry) {
    return new AvroDecoder<>(registry, new RiskEventContract(), ANY_PARTITION);
  }

  public static AvroDecoder<LogOwner> logOwners(Registry registry) {
    return new AvroDecoder<>(registry, new LogOwnerContract(), ANY_PARTITION);
  }

  /** The record's value, or why it has none. */
  public Decoded<T> decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return new Decoded.Value<>(read(record));
    } catch (BadRecord e) {
      return new Decoded.Dead<>(DeadLetters.of(record, e.code(), e.getMessage()));
    }
  }

  /**
   * Hands on the value; one that can't be decoded is left to the venue's dead letters, with a log
   * line.
   */
  public void decode(ConsumerRecord<byte[], byte[]> record, Consumer<T> values) {
    Decoded<T> decoded = decode(record);
    if (decoded instanceof Decoded.Value<T> value) {
      values.accept(value.value());
    } else if (decoded instanceof Decoded.Dead<T> dead) {
      LOG.warn(
          "{}-{}@{} is skipped: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          dead.letter().text());
    }
  }

  private T read(ConsumerRecord<byte[], byte[]> record) {
    T value = record.value() == null ? tombstone(record) : value(record);
    if (!isKey(record.key(), contract.key(value))) {
      throw new BadRecord(
          Code.WRONG_KEY,
          "key is "
              + shown(record.key())
              + ", expected "
              + BadRecord.quoted(contract.key(value))
              + " as plain UTF-8");
    }
    if (partitions != ANY_PARTITION) {
      checkPartition(record, contract.key(value));
    }
    return value;
  }

  private T tombstone(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      throw new BadRecord(Code.NULL_VALUE, "neither key nor value");
    }
    return contract.tombstone(new String(record.key(), StandardCharsets.UTF_8), record);
  }

  private static boolean isKey(byte[] key, String expected) {
    if (key == null || key.length != expected.length()) {
      return key != null && Arrays.equals(key, expected.getBytes(StandardCharsets.UTF_8));
    }
    for (int i = 0; i < key.length; i++) {
      if (key[i] != expected.charAt(i) || key[i] < 0) {
        return Arrays.equals(key, expected.getBytes(StandardCharsets.UTF_8));
      }
    }
    return true;
  }

  private T value(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    checkHeader(value);
    WriterSchemas.Writer<? extends SpecificRecordBase> writer =
        schemas.writer(ByteBuffer.wrap(value).getInt(1));
    T direct = writer.ourFields() > 0 ? direct(record, writer.ourFields()) : null;
    return direct != null ? direct : contract.read(avro(value, writer.reader()), record);
  }

  /** Null when it is not for this way: Avro's own then finds the value, or what is wrong. */
  private T direct(ConsumerRecord<byte[], byte[]> record, int fields) {
    if (directContract == null) {
      return null;
    }
    in.start(record.value(), HEADER_BYTES, fields);
    try {
      T value = directContract.read(in, record);
      return in.isEnd() ? value : null;
    } catch (BadRecord | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private void checkHeader(byte[] value) {
    if (value.length > contract.maxBytes()) {
      throw BadRecord.value(
          "value has " + value.length + " bytes; at most " + contract.maxBytes() + " make sense");
    }
    if (value.length > 0 && value[0] != MAGIC) {
      throw new BadRecord(
          Code.UNKNOWN_MAGIC_BYTE,
          "first byte is "
              + value[0]
              + ", expected 0: Confluent's wire format is 0, four bytes of schema id, Avro");
    }
    if (value.length < HEADER_BYTES) {
      throw new BadRecord(
          Code.MALFORMED_AVRO, "value has " + value.length + " bytes, fewer than its header of 5");
    }
  }

  private SpecificRecordBase avro(byte[] value, DatumReader<? extends SpecificRecordBase> reader) {
    avroDecoder =
        DecoderFactory.get()
            .binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, avroDecoder);
    SpecificRecordBase avro;
    try {
      avro = reader.read(null, avroDecoder);
      if (avroDecoder.isEnd()) {
        return avro;
      }
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | UnsupportedOperationException
        | IllegalArgumentException e) {
      throw new BadRecord(Code.MALFORMED_AVRO, "bytes are not what their schema says: " + shown(e));
    }
    throw new BadRecord(Code.MALFORMED_AVRO, "bytes go on after the end of the record");
  }

  private void checkPartition(ConsumerRecord<byte[], byte[]> record, String key) {
    int expected = Utils.toPositive(Utils.murmur2(record.key())) % partitions;
    if (record.partition() != expected) {
      throw new BadRecord(
          Code.WRONG_PARTITION,
          "key "
              + BadRecord.quoted(key)
              + " lies in partition "
              + record.partition()
              + ", expected "
              + expected
              + " of "
              + partitions
              + ": set the producer's partitioner to Kafka's murmur2 (librdkafka:"
              + " partitioner=murmur2_random)");
    }
  }

  private static String shown(byte[] key) {
    return key == null ? "null" : BadRecord.quoted(new String(key, StandardCharsets.UTF_8));
  }

  private static String shown(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : BadRecord.quoted(e.getMessage());
  }
}
