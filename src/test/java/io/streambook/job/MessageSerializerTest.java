package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.OrderCommand;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Trade;
import io.streambook.contract.DeadLetter;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.Instrument;
import io.streambook.risk.Quote;
import io.streambook.risk.RiskEvent;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.Schedule;
import io.streambook.venue.Recovery;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class MessageSerializerTest {
  private static final List<Class<? extends Record>> TYPES =
      List.of(
          OrderCommand.class,
          Judged.class,
          SymbolCommand.PhaseChange.class,
          SymbolCommand.KillCancel.class,
          LogEntry.Rules.class,
          LogEntry.Order.class,
          LogEntry.Symbol.class,
          Execution.class,
          Trade.class,
          BookSnapshot.class,
          MarketState.class,
          Quote.class,
          Instrument.class,
          RiskLimits.class,
          AccountSnapshot.class,
          RiskEvent.class,
          DeadLetter.class,
          Recovery.Published.class,
          Recovery.PublishedAside.class,
          Recovery.Told.class);

  private final TypeSerializer<Object> serializer =
      Messages.TYPE.createSerializer(new SerializerConfigImpl());

  @Property(tries = 2000)
  void everyMessageComesBackAsItWas(@ForAll("messages") Record message) throws IOException {
    assertThat(roundTrip(message)).usingRecursiveComparison().isEqualTo(message);
  }

  @Property(tries = 200)
  void copyOfBytesIsTheSameMessage(@ForAll("messages") Record message) throws IOException {
    DataOutputSerializer first = new DataOutputSerializer(64);
    serializer.serialize(message, first);
    DataOutputSerializer second = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(first.getCopyOfBuffer()), second);
    assertThat(second.getCopyOfBuffer()).isEqualTo(first.getCopyOfBuffer());
  }

  @Example
  void textMayBeLongerThanJavasUtf() throws IOException {
    String text = "é".repeat(500_000);
    SymbolCommand.KillCancel message = new SymbolCommand.KillCancel(text, 1, 2, 3, 4, 5, text);
    assertThat(roundTrip(message)).isEqualTo(message);
  }

  @Example
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> serializer.serialize("text", new DataOutputSerializer(64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String");
    assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(new byte[] {99})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("99");
  }

  @Example
  void snapshotRestoresTheSerializer() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(
        out, serializer.snapshotConfiguration());
    TypeSerializerSnapshot<Object> restored =
        TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
    assertThat(restored.restoreSerializer()).isEqualTo(serializer);
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(restored)
                .isCompatibleAsIs())
        .isTrue();
  }

  @Example
  void namesThatComeAgainAreTheSameString() throws IOException {
    Quote first = (Quote) roundTrip(quote());
    Quote second = (Quote) roundTrip(quote());
    assertThat(second.symbol()).isSameAs(first.symbol());
    assertThat(second.venue()).isSameAs(first.venue());
  }

  private static Quote quote() {
    return new Quote("ACME", "XNAS", 1, 2, 3, 4, 5, 6, 7);
  }

  private Object roundTrip(Object message) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(message, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    Object back = serializer.deserialize(in);
    assertThat(in.available()).isZero();
    return back;
  }

  /** Any record of any message class, with nulls wherever a message may have them. */
  @Provide
  Arbitrary<Record> messages() {
    return Arbitraries.of(TYPES).flatMap(type -> Arbitraries.randomValue(random(type)));
  }

  private static <T extends Record> Function<Random, Record> random(Class<T> type) {
    return random -> (Record) value(type, "", random);
  }

  private static Object value(Type type, String name, Random random) {
    if (type == int.class || type == Integer.class) {
      return random.nextInt();
    } else if (type == long.class) {
      return random.nextInt(4) == 0 ? Long.MIN_VALUE : random.nextLong();
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type == String.class) {
      return random.nextInt(8) == 0 ? null : text(random);
    } else if (type == byte[].class) {
      return random.nextInt(4) == 0 ? null : bytes(random);
    } else if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == Map.class ? map(random) : list(generic, name, random);
    }
    return object((Class<?>) type, name, random);
  }

  private static Object object(Class<?> type, String name, Random random) {
    if (type.isEnum()) {
      Object[] values = type.getEnumConstants();
      int chosen = random.nextInt(values.length + 1) - 1;
      return chosen < 0 ? null : values[chosen];
    } else if (name.equals("defect") && random.nextBoolean()) {
      return null;
    } else if (type == Schedule.class) {
      return Schedule.parse(
          random.nextBoolean()
              ? "none"
              : "Europe/Zurich,MON-FRI,08:00=PRE_OPEN,17:30:10=CLOSED,!2026-12-25");
    } else if (type == SymbolCommand.class) {
      return value(
          random.nextBoolean() ? SymbolCommand.PhaseChange.class : SymbolCommand.KillCancel.class,
          name,
          random);
    }
    return record(type, random);
  }

  private static Object record(Class<?> type, Random random) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(components[i].getGenericType(), components[i].getName(), random);
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static List<Object> list(ParameterizedType type, String name, Random random) {
    List<Object> list = new ArrayList<>();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      list.add(value(type.getActualTypeArguments()[0], name, random));
    }
    return list;
  }

  private static Map<String, Integer> map(Random random) {
    Map<String, Integer> map = new HashMap<>();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      map.put(text(random), random.nextInt());
    }
    return map;
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(20), Character.MIN_VALUE, Character.MAX_VALUE)
        .collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append)
        .toString();
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }
}
