package io.streambook.contract;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/**
 * How Avro fills the generated classes: times as java.time, decimals as their bytes. Only classes
 * of our own package are ever made: a schema is foreign text, and a class it names is not to be
 * loaded. (Avro's list of trusted classes does the same for a whole JVM; a job shares its JVM.)
 */
final class AvroModel extends SpecificData {
  static final SpecificData MODEL = new AvroModel();

  private static final String PACKAGE = "io.streambook.avro.";

  private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();

  private AvroModel() {
    super(AvroModel.class.getClassLoader());
    addLogicalTypeConversion(new TimeConversions.DateConversion());
    addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
  }

  @Override
  public Class<?> getClass(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM -> classes.computeIfAbsent(schema.getFullName(), this::generated);
      default -> super.getClass(schema);
    };
  }

  private Class<?> generated(String name) {
    if (!name.startsWith(PACKAGE)) {
      return null; // generic, as Avro does with what it has no class for
    }
    try {
      return Class.forName(name, true, getClassLoader());
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
