package io.streambook.job;

import io.streambook.contract.Schemas;
import io.streambook.contract.Topic;
import io.streambook.contract.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a producer can get wrong about a good record. */
final class Forged {
  private static final int HEADER_BYTES = 5;

  private Forged() {}

  static ProducerRecord<byte[], byte[]> value(ProducerRecord<byte[], byte[]> good, byte[] value) {
    return new ProducerRecord<>(good.topic(), good.partition(), good.key(), value);
  }

  static ProducerRecord<byte[], byte[]> key(ProducerRecord<byte[], byte[]> good, byte[] key) {
    return new ProducerRecord<>(good.topic(), good.partition(), key, good.value());
  }

  static ProducerRecord<byte[], byte[]> partition(
      ProducerRecord<byte[], byte[]> good, int partition) {
    return new ProducerRecord<>(good.topic(), partition, good.key(), good.value());
  }

  /** The first bytes of it. */
  static ProducerRecord<byte[], byte[]> cut(ProducerRecord<byte[], byte[]> good, int length) {
    return value(good, Arrays.copyOf(good.value(), length));
  }

  /** Written with another schema, says the header. */
  static ProducerRecord<byte[], byte[]> schemaId(ProducerRecord<byte[], byte[]> good, int id) {
    byte[] value = good.value().clone();
    ByteBuffer.wrap(value).putInt(1, id);
    return value(good, value);
  }

  /** With another value in one field: bytes of a decimal, text, long, boolean. */
  static ProducerRecord<byte[], byte[]> field(
      ProducerRecord<byte[], byte[]> good, Topic topic, String field, Object changed)
      throws IOException {
    GenericRecord record = read(good, topic);
    record.put(field, changed);
    return value(good, Wire.write(id(good), record));
  }

  /** Written as one whose decimals have 10 places, by a schema that has this id. */
  static ProducerRecord<byte[], byte[]> finer(
      ProducerRecord<byte[], byte[]> good, Topic topic, int id) throws IOException {
    GenericRecord record = read(good, topic);
    GenericRecord finer = new GenericData.Record(Schemas.parse(finer(topic)));
    for (Schema.Field field : record.getSchema().getFields()) {
      finer.put(field.name(), record.get(field.name()));
    }
    return value(good, Wire.write(id, finer));
  }

  /** The topic's schema, with decimal(20,10) for decimal(18,8). */
  static String finer(Topic topic) {
    return Schemas.current(topic)
        .replace("\"precision\": 18, \"scale\": 8", "\"precision\": 20, \"scale\": 10");
  }

  /** A number of any size, as the bytes of a decimal with 8 places. */
  static ByteBuffer decimal(String number) {
    return ByteBuffer.wrap(new BigDecimal(number).setScale(8).unscaledValue().toByteArray());
  }

  /** 2 to this power, as the bytes of a decimal. */
  static ByteBuffer power(int exponent) {
    return ByteBuffer.wrap(BigInteger.TWO.pow(exponent).toByteArray());
  }

  private static GenericRecord read(ProducerRecord<byte[], byte[]> good, Topic topic)
      throws IOException {
    ByteArrayInputStream in =
        new ByteArrayInputStream(good.value(), HEADER_BYTES, good.value().length - HEADER_BYTES);
    return new GenericDatumReader<GenericRecord>(Schemas.parse(Schemas.current(topic)))
        .read(null, DecoderFactory.get().binaryDecoder(in, null));
  }

  private static int id(ProducerRecord<byte[], byte[]> record) {
    return ByteBuffer.wrap(record.value()).getInt(1);
  }
}
