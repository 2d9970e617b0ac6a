package io.streambook.contract;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.Decimal;
import org.apache.avro.Schema;

/** The contracts as Markdown tables, for people. */
public final class SchemaTables {
  private final StringBuilder out = new StringBuilder();

  private SchemaTables() {}

  /** A table of the topics, and one of the fields of each. */
  public static String markdown() {
    SchemaTables tables = new SchemaTables();
    tables.topics();
    Schemas.topics().forEach(tables::fields);
    return tables.out.toString();
  }

  private void topics() {
    row("topic", "key", "record", "cleanup", "what it holds");
    row("---", "---", "---", "---", "---");
    for (Topic topic : Schemas.topics()) {
      Schema schema = Schemas.parse(Schemas.current(topic));
      row(
          "[`" + topic.base() + "`](#" + topic.base() + ")",
          key(schema),
          "`" + schema.getName() + "`",
          topic.compacted() ? "compact" : "delete",
          schema.getDoc());
    }
    row(
        "`" + Topic.DEAD_LETTERS.base() + "`",
        "as the original",
        "original bytes",
        "delete",
        "What can't be decoded, with headers `__connect.errors.*` and `streambook.reason`.");
  }

  private static String key(Schema schema) {
    if (schema.getField("symbol") != null) {
      return "symbol";
    }
    return schema.getField("account") != null ? "account" : "prefix and job";
  }

  private void fields(Topic topic) {
    Schema schema = Schemas.parse(Schemas.current(topic));
    out.append("\n#### ").append(topic.base()).append("\n\n");
    table(schema);
    schema.getFields().forEach(field -> nestedRecord(field.schema()));
  }

  private void nestedRecord(Schema schema) {
    // A record that is used twice stands in full where it is first defined.
    boolean elsewhere = out.indexOf("Each `" + elementName(schema) + "`:") >= 0;
    if (schema.getType() == Schema.Type.ARRAY
        && schema.getElementType().getType() == Schema.Type.RECORD
        && !elsewhere) {
      out.append("\nEach `").append(elementName(schema)).append("`:\n\n");
      table(schema.getElementType());
    }
  }

  private static String elementName(Schema schema) {
    return schema.getType() == Schema.Type.ARRAY ? typeName(schema.getElementType()) : "";
  }

  private void table(Schema record) {
    row("field", "type", "default", "meaning");
    row("---", "---", "---", "---");
    for (Schema.Field field : record.getFields()) {
      row("`" + field.name() + "`", type(field.schema()), defaultOf(field), field.doc());
    }
  }

  private static String type(Schema schema) {
    if (schema.isUnion()) {
      return schema.getTypes().stream()
          .filter(branch -> branch.getType() != Schema.Type.NULL)
          .map(SchemaTables::type)
          .collect(Collectors.joining(" or ", "", " or null"));
    }
    return switch (schema.getType()) {
      case ENUM -> schema.getEnumSymbols().stream().collect(Collectors.joining(", ", "enum(", ")"));
      case ARRAY -> "array of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      default -> typeName(schema);
    };
  }

  private static String typeName(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    if (logical instanceof Decimal decimal) {
      return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
    }
    return logical == null ? schema.getName() : logical.getName();
  }

  private static String defaultOf(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      return "";
    }
    Object value = field.defaultVal();
    if (value == JsonProperties.NULL_VALUE) {
      return "null";
    }
    return value.toString().isEmpty() ? "empty" : "`" + value + "`";
  }

  private void row(String... cells) {
    List<String> safe = List.of(cells).stream().map(cell -> cell.replace("|", "\\|")).toList();
    out.append("| ").append(String.join(" | ", safe)).append(" |\n");
  }
}
