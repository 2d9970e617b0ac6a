package io.streambook.contract;

import io.streambook.contract.DeadLetter.Code;
import it.unimi.dsi.fastutil.ints.Int2LongOpenHashMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * The schemas that records were written with, each with the reader that turns it into ours.
 *
 * @param <D> the generated class
 */
final class WriterSchemas<D> {
  /** So that a stream of garbage is not a stream of requests. */
  private static final long UNKNOWN_FOR_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int MAX_UNKNOWN = 10_000;

  private final Int2ObjectOpenHashMap<Writer<D>> writers = new Int2ObjectOpenHashMap<>();
  private final Int2ObjectOpenHashMap<BadRecord> refused = new Int2ObjectOpenHashMap<>();
  private final Int2LongOpenHashMap unknownSince = new Int2LongOpenHashMap();
  private final Registry registry;
  private final Schema ours;
  private final Topic topic;

  /**
   * A schema that records were written with.
   *
   * @param reader turns them into ours
   * @param ourFields how many fields they have, when these are the first ones of ours and are
   *     written as we write them; else 0
   */
  record Writer<D>(DatumReader<D> reader, int ourFields) {}

  WriterSchemas(Registry registry, Schema ours, Topic topic) {
    this.registry = registry;
    this.ours = ours;
    this.topic = topic;
  }

  /**
   * What is to know of this schema.
   *
   * @throws BadRecord when there is no such schema, or it is none of this topic
   */
  Writer<D> writer(int id) {
    Writer<D> known = writers.get(id);
    if (known != null) {
      return known;
    }
    BadRecord refusal = refused.get(id);
    if (refusal != null) {
      throw refusal;
    }
    Schema writer = fetch(id);
    Optional<String> mismatch = mismatch(writer);
    if (mismatch.isPresent()) {
      throw refuse(id, mismatch.get());
    }
    Writer<D> wanted =
        new Writer<>(new SpecificDatumReader<>(writer, ours, AvroModel.MODEL), ourFields(writer));
    writers.put(id, wanted);
    return wanted;
  }

  /** The current version, or a released one: each begins with the fields of the one before. */
  private int ourFields(Schema writer) {
    String form = SchemaNormalization.toParsingForm(writer);
    boolean released =
        Schemas.released(topic).stream()
            .map(text -> SchemaNormalization.toParsingForm(Schemas.parse(text)))
            .anyMatch(form::equals);
    return released || form.equals(SchemaNormalization.toParsingForm(ours))
        ? writer.getFields().size()
        : 0;
  }

  private Schema fetch(int id) {
    long now = System.nanoTime();
    boolean recentlyUnknown =
        unknownSince.containsKey(id) && now - unknownSince.get(id) < UNKNOWN_FOR_NANOS;
    Optional<String> text = recentlyUnknown ? Optional.empty() : registry.schemaById(id);
    if (text.isPresent()) {
      return parse(id, text.get());
    }
    if (!recentlyUnknown) {
      if (unknownSince.size() >= MAX_UNKNOWN) {
        unknownSince.clear();
      }
      unknownSince.put(id, now);
    }
    throw new BadRecord(Code.UNKNOWN_SCHEMA_ID, "the registry has no schema with id " + id);
  }

  private Schema parse(int id, String text) {
    try {
      return Schemas.parse(text);
    } catch (AvroRuntimeException e) { // a default of another type is no parse error to Avro
      throw refuse(id, "is not an Avro schema");
    }
  }

  private BadRecord refuse(int id, String why) {
    BadRecord wrong = new BadRecord(Code.WRONG_SCHEMA, "schema " + id + " " + why);
    refused.put(id, wrong);
    return wrong;
  }

  private Optional<String> mismatch(Schema writer) {
    if (writer.getType() != Schema.Type.RECORD
        || !writer.getFullName().equals(ours.getFullName())) {
      return Optional.of(
          "is "
              + writer.getFullName()
              + ", expected "
              + ours.getFullName()
              + " on "
              + topic.base());
    }
    List<String> differences = LogicalTypes.differences(ours, writer);
    if (!differences.isEmpty()) {
      return Optional.of("changes a logical type: " + String.join("; ", differences));
    }
    var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(ours, writer);
    return compatibility.getType() == SchemaCompatibilityType.COMPATIBLE
        ? Optional.empty()
        : Optional.of("can't be read as ours: " + compatibility.getResult().getIncompatibilities());
  }
}
