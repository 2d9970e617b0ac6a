package io.streambook.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes.Decimal;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * Compares the schemas of the topics with all that was released, and finds what Avro's own check
 * lets pass. Every problem is a line that names file, field and what to do.
 */
public final class SchemaCheck {
  private static final int SCALE = 8;
  private static final String UNKNOWN = "UNKNOWN";

  private final List<String> problems = new ArrayList<>();

  private SchemaCheck() {}

  /** Problems of the schemas on the class path; empty when all is well. */
  public static List<String> problems() {
    SchemaCheck check = new SchemaCheck();
    Map<String, Schema> current = new LinkedHashMap<>();
    for (Topic topic : Schemas.topics()) {
      Map<String, Schema> versions = new LinkedHashMap<>();
      int number = 1;
      for (String released : Schemas.released(topic)) {
        versions.put("released/" + topic.base() + "-v" + number++, Schemas.parse(released));
      }
      Schema schema = Schemas.parse(Schemas.current(topic));
      versions.put(topic.base(), schema);
      current.put(topic.base(), schema);
      check.checkVersions(versions);
    }
    check.checkSharedTypes(current);
    return check.problems;
  }

  /**
   * Problems of the versions of one subject.
   *
   * @param versions by name, in the order of their release, the newest last
   */
  static List<String> problems(Map<String, Schema> versions) {
    SchemaCheck check = new SchemaCheck();
    check.checkVersions(versions);
    return check.problems;
  }

  /** Problems of types that have one name in several files. */
  static List<String> sharedTypeProblems(Map<String, Schema> files) {
    SchemaCheck check = new SchemaCheck();
    check.checkSharedTypes(files);
    return check.problems;
  }

  private void checkVersions(Map<String, Schema> versions) {
    List<String> names = List.copyOf(versions.keySet());
    for (int newer = 0; newer < names.size(); newer++) {
      for (int older = 0; older < newer; older++) {
        String pair = names.get(newer) + " against " + names.get(older) + ": ";
        compare(pair, versions.get(names.get(newer)), versions.get(names.get(older)));
      }
    }
    String last = names.get(names.size() - 1);
    walk(last, versions.get(last), this::lint);
  }

  /** FULL compatibility and what goes beyond it. */
  private void compare(String pair, Schema newer, Schema older) {
    reads(pair + "it can't read what the older one wrote: ", newer, older);
    reads(pair + "the older one can't read what it writes: ", older, newer);
    if (!newer.getFullName().equals(older.getFullName())) {
      problems.add(pair + "the record was renamed from " + older.getFullName());
    }
    LogicalTypes.differences(newer, older).forEach(line -> problems.add(pair + line));
    compareFields(pair, newer, older);
    compareEnums(pair, newer, older);
  }

  private void reads(String message, Schema reader, Schema writer) {
    SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .forEach(
            found ->
                problems.add(
                    message
                        + found.getLocation()
                        + " "
                        + found.getType()
                        + " "
                        + found.getMessage()));
  }

  private void compareFields(String pair, Schema newer, Schema older) {
    Map<String, Schema> before = namedTypes(older);
    for (Schema type : namedTypes(newer).values()) {
      Schema same = before.get(type.getFullName());
      if (type.getType() == Schema.Type.RECORD && same != null) {
        type.getFields().forEach(field -> compareField(pair, type, field, same));
      }
    }
  }

  private void compareField(String pair, Schema record, Schema.Field field, Schema older) {
    String name = record.getName() + "." + field.name();
    Schema.Field same = older.getField(field.name());
    if (same == null) {
      if (!field.hasDefaultValue()) {
        problems.add(pair + name + " was added without a default");
      }
    } else if (!Objects.equals(field.defaultVal(), same.defaultVal())) {
      problems.add(
          pair + name + " changes its default from " + shown(same) + " to " + shown(field));
    }
  }

  private static String shown(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      return "none";
    }
    return field.defaultVal() == JsonProperties.NULL_VALUE
        ? "null"
        : String.valueOf(field.defaultVal());
  }

  private void compareEnums(String pair, Schema newer, Schema older) {
    Map<String, Schema> before = namedTypes(older);
    for (Schema type : namedTypes(newer).values()) {
      Schema same = before.get(type.getFullName());
      if (type.getType() == Schema.Type.ENUM && same != null) {
        for (String symbol : same.getEnumSymbols()) {
          if (!type.hasEnumSymbol(symbol)) {
            problems.add(pair + type.getName() + " lost its symbol " + symbol);
          }
        }
      }
    }
  }

  private void lint(String path, Schema schema) {
    switch (schema.getType()) {
      case ENUM -> {
        if (!UNKNOWN.equals(schema.getEnumDefault())
            || !UNKNOWN.equals(schema.getEnumSymbols().get(0))) {
          problems.add(path + ": enum " + schema.getName() + " needs UNKNOWN first and as default");
        }
      }
      case BYTES, FIXED -> {
        if (schema.getLogicalType() instanceof Decimal decimal && decimal.getScale() != SCALE) {
          problems.add(path + ": a decimal has scale " + SCALE + ", not " + decimal.getScale());
        }
      }
      case FLOAT, DOUBLE ->
          problems.add(path + ": " + schema.getType().getName() + " can't hold money: use decimal");
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          if (field.doc() == null || field.doc().isBlank()) {
            problems.add(path + "." + field.name() + ": needs a doc");
          }
        }
      }
      default -> {
        // Other types mean the same everywhere.
      }
    }
  }

  /** Each file stands alone and repeats the enums it uses, so they must be the same in all. */
  private void checkSharedTypes(Map<String, Schema> files) {
    Map<String, String> definitions = new HashMap<>();
    Map<String, String> homes = new HashMap<>();
    files.forEach(
        (file, schema) ->
            namedTypes(schema)
                .forEach(
                    (name, type) -> {
                      String definition = definitions.putIfAbsent(name, type.toString());
                      String home = homes.putIfAbsent(name, file);
                      if (definition != null && !definition.equals(type.toString())) {
                        problems.add(file + ": " + name + " is not the same as in " + home);
                      }
                    }));
  }

  private static Map<String, Schema> namedTypes(Schema schema) {
    Map<String, Schema> types = new LinkedHashMap<>();
    walk(
        "",
        schema,
        (path, type) -> {
          if (type.getType() == Schema.Type.ENUM || type.getType() == Schema.Type.RECORD) {
            types.putIfAbsent(type.getFullName(), type);
          }
        });
    return types;
  }

  private interface Visitor {
    void visit(String path, Schema schema);
  }

  private static void walk(String path, Schema schema, Visitor visitor) {
    visitor.visit(path, schema);
    Consumer<Schema> inside = inner -> walk(path, inner, visitor);
    switch (schema.getType()) {
      case RECORD ->
          schema.getFields().forEach(f -> walk(path + "." + f.name(), f.schema(), visitor));
      case ARRAY -> inside.accept(schema.getElementType());
      case MAP -> inside.accept(schema.getValueType());
      case UNION -> schema.getTypes().forEach(inside);
      default -> {
        // A leaf.
      }
    }
  }
}
