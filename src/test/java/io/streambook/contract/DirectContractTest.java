package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.avro.Schema;

/**
 * Holds what is read and written by hand to Avro's own way over the generated classes. A schema
 * that changes without the code that knows its fields fails here.
 */
class DirectContractTest {
  private static final RegistryStub STUB = new RegistryStub();
  private static final Registry REGISTRY = new Registry(STUB.url());
  private static final AvroEncoder ENCODER = encoder();

  private static final List<BothWays<?, ?>> CONTRACTS =
      List.of(
          new BothWays<>(REGISTRY, new OrderContract()),
          new BothWays<>(REGISTRY, new QuoteContract(() -> Long.MAX_VALUE / 2)),
          new BothWays<>(REGISTRY, new LogContract()),
          new BothWays<>(REGISTRY, new ExecutionContract()),
          new BothWays<>(REGISTRY, new TradeContract()));

  private static AvroEncoder encoder() {
    Schemas.topics().forEach(topic -> STUB.add(Schemas.current(topic)));
    return new AvroEncoder(REGISTRY, "");
  }

  @AfterContainer
  static void stop() {
    STUB.close();
  }

  @FunctionalInterface
  private interface Check {
    void of(Object value, BothWays<?, ?> contract) throws IOException;
  }

  private static void forEachValue(long seed, Check check) throws IOException {
    for (Object value : new DomainValues(seed).oneOfEach()) {
      for (BothWays<?, ?> contract : CONTRACTS) {
        if (contract.carries(value)) {
          check.of(value, contract);
        }
      }
    }
  }

  @Property(tries = 1_000)
  void whatIsWrittenIsWhatAvroWrites(@ForAll long seed) throws IOException {
    forEachValue(
        seed,
        (value, contract) -> {
          byte[] written = ENCODER.encode(value);
          assertThat(contract.rewrittenByAvro(written)).isEqualTo(written);
        });
  }

  @Property(tries = 1_000)
  void whatIsWrittenIsReadByHandAndByAvro(@ForAll long seed) throws IOException {
    forEachValue(
        seed,
        (value, contract) -> {
          byte[] written = ENCODER.encode(value);
          assertThat(contract.readByAvro(written)).isEqualTo(value);
          assertThat(contract.readByHand(written, Integer.MAX_VALUE)).isEqualTo(value);
        });
  }

  @Property(tries = 1_000)
  void damagedBytesAreTheSameToBoth(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    forEachValue(
        seed,
        (value, contract) -> {
          byte[] key = ENCODER.record(value).key();
          byte[] written = ENCODER.encode(value);
          for (byte[] bytes : versions(contract, written)) {
            byte[] damaged = damaged(bytes, AvroDecoder.HEADER_BYTES, random);
            contract.assertSame(key, bytes);
            contract.assertSame(key, damaged);
            contract.assertSame(contract.fittingKey(damaged), damaged);
            contract.assertSame(damaged(key, 0, random), bytes);
          }
        });
  }

  @Property(tries = 1_000)
  void releasedVersionsAreReadByHand(@ForAll long seed) throws IOException {
    forEachValue(
        seed,
        (value, contract) -> {
          for (Schema version : contract.released()) {
            byte[] written = contract.asWrittenBy(version, 0, ENCODER.encode(value));
            assertThat(contract.readByHand(written, version.getFields().size())).isNotNull();
          }
        });
  }

  private static List<byte[]> versions(BothWays<?, ?> contract, byte[] current) throws IOException {
    List<Schema> released = contract.released();
    if (released.isEmpty()) {
      return List.of(current);
    }
    Schema first = released.get(0);
    return List.of(current, contract.asWrittenBy(first, STUB.add(first.toString()), current));
  }

  private static byte[] damaged(byte[] bytes, int from, Random random) {
    int place = from + random.nextInt(Math.min(bytes.length, 200) - from);
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(bytes, place);
      case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(3));
      case 2 -> inserted(bytes, place, random);
      default -> {
        byte[] changed = bytes.clone();
        changed[place] = (byte) random.nextInt();
        yield changed;
      }
    };
  }

  /** Also makes varints longer than they need to be. */
  private static byte[] inserted(byte[] bytes, int place, Random random) {
    byte[] longer = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, longer, 0, place);
    longer[place] = (byte) (random.nextBoolean() ? 0x80 : random.nextInt());
    System.arraycopy(bytes, place, longer, place + 1, bytes.length - place);
    return longer;
  }
}
