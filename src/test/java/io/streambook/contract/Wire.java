package io.streambook.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Bytes as producers of any language write them, with Avro's generic classes alone. */
public final class Wire {
  private Wire() {}

  public static byte[] write(int schemaId, GenericRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).putInt(1, schemaId).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static GenericRecord read(Schema writer, Schema reader, byte[] value) throws IOException {
    return new GenericDatumReader<GenericRecord>(writer, reader)
        .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
  }

  public static ByteBuffer decimal(String number) {
    return ByteBuffer.wrap(new BigDecimal(number).setScale(8).unscaledValue().toByteArray());
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static GenericData.EnumSymbol symbol(Schema schema, String field, String name) {
    return new GenericData.EnumSymbol(schema.getField(field).schema(), name);
  }

  /** The seven fields of version 1, under any version of the order's schema. */
  public static GenericRecord order(Schema schema) {
    GenericRecord order = new GenericData.Record(schema);
    schema.getFields().stream()
        .filter(Schema.Field::hasDefaultValue)
        .forEach(field -> order.put(field.pos(), GenericData.get().getDefaultValue(field)));
    order.put("orderId", "o-1");
    order.put("symbol", "ACME");
    order.put("side", symbol(schema, "side", "BUY"));
    order.put("qty", decimal("10"));
    order.put("price", decimal("101.25"));
    order.put("tif", symbol(schema, "tif", "GTC"));
    order.put("timestamp", 1_790_000_000_000_000L);
    return order;
  }
}
