package io.streambook.contract;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.Decimal;
import org.apache.avro.Schema;

/**
 * Differences that Avro's own check lets pass, though they change the meaning of every value: the
 * scale of a decimal, microseconds for milliseconds.
 */
final class LogicalTypes {
  private LogicalTypes() {}

  /** One line for each place where two versions of a schema differ in it. */
  static List<String> differences(Schema one, Schema other) {
    List<String> found = new ArrayList<>();
    compare(one.getName(), one, other, found);
    return found;
  }

  /** Our schemas are not recursive, so this ends whatever the other one is. */
  private static void compare(String path, Schema one, Schema other, List<String> found) {
    if (one.isUnion() || other.isUnion()) {
      compareUnions(path, one, other, found);
      return;
    }
    String oneType = describe(one);
    String otherType = describe(other);
    if (!oneType.equals(otherType)) {
      found.add(path + " is " + oneType + " here and " + otherType + " there");
    } else if (one.getType() != other.getType()) {
      return; // a promotion or nothing Avro can read: its own check says so
    } else if (one.getType() == Schema.Type.RECORD) {
      for (Schema.Field field : one.getFields()) {
        Schema.Field same = other.getField(field.name());
        if (same != null) {
          compare(path + "." + field.name(), field.schema(), same.schema(), found);
        }
      }
    } else if (one.getType() == Schema.Type.ARRAY) {
      compare(path + "[]", one.getElementType(), other.getElementType(), found);
    } else if (one.getType() == Schema.Type.MAP) {
      compare(path + "{}", one.getValueType(), other.getValueType(), found);
    }
  }

  private static void compareUnions(String path, Schema one, Schema other, List<String> found) {
    for (Schema branch : branches(one)) {
      for (Schema counterpart : branches(other)) {
        if (branch.getType() == counterpart.getType()) {
          compare(path, branch, counterpart, found);
        }
      }
    }
  }

  private static List<Schema> branches(Schema schema) {
    return schema.isUnion() ? schema.getTypes() : List.of(schema);
  }

  private static String describe(Schema schema) {
    LogicalType type = schema.getLogicalType();
    if (type instanceof Decimal decimal) {
      return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
    }
    return type == null ? "without logical type" : type.getName();
  }
}
