package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A contract that is read by hand, beside the same one that only Avro reads. */
final class BothWays<D extends SpecificRecordBase, T> {
  /** Every record of these tests lies in partition 2, whatever its key. */
  private static final int NO_CHECK = 0;

  private final DirectContract<D, T> contract;
  private final AvroDecoder<T> decoder;
  private final AvroDecoder<T> avroDecoder;

  BothWays(Registry registry, DirectContract<D, T> contract) {
    this.contract = contract;
    this.decoder = new AvroDecoder<>(registry, contract, NO_CHECK);
    this.avroDecoder = new AvroDecoder<>(registry, new AvroOnly<>(contract), NO_CHECK);
  }

  boolean carries(Object value) {
    return contract.type().isInstance(value);
  }

  List<Schema> released() {
    return Schemas.released(contract.topic()).stream().map(Schemas::parse).toList();
  }

  /** The same record as the producer of an earlier version writes it. */
  byte[] asWrittenBy(Schema version, int schemaId, byte[] value) throws IOException {
    GenericRecord read =
        new GenericDatumReader<GenericRecord>(contract.schema(), version).read(null, input(value));
    return Wire.write(schemaId, read);
  }

  byte[] rewrittenByAvro(byte[] value) throws IOException {
    D avro = read(value);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(value, 0, AvroDecoder.HEADER_BYTES);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new SpecificDatumWriter<D>(contract.schema(), AvroModel.MODEL).write(avro, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  T readByAvro(byte[] value) throws IOException {
    return contract.read(read(value), Records.at(null, value));
  }

  T readByHand(byte[] value, int fields) {
    AvroInput in = new AvroInput();
    in.start(value, AvroDecoder.HEADER_BYTES, fields);
    T read = contract.read(in, Records.at(null, value));
    assertThat(in.isEnd()).isTrue();
    return read;
  }

  /** The key that fits the value, or none when it has no value. */
  byte[] fittingKey(byte[] value) {
    return avroDecoder.decode(Records.at(null, value)) instanceof Decoded.Dead<T> dead
            && dead.letter().text().startsWith("key is null, expected '")
        ? Wire.utf8(dead.letter().text().split("'", 2)[1].replaceFirst("' as plain UTF-8$", ""))
        : null;
  }

  void assertSame(byte[] key, byte[] value) {
    ConsumerRecord<byte[], byte[]> record = Records.at(key, value);
    Decoded<T> byHand = decoder.decode(record);
    Decoded<T> byAvro = avroDecoder.decode(record);
    if (byAvro instanceof Decoded.Dead<T> dead) {
      assertThat(byHand).isInstanceOf(Decoded.Dead.class);
      DeadLetter letter = ((Decoded.Dead<T>) byHand).letter();
      assertThat(letter.code()).isEqualTo(dead.letter().code());
      assertThat(letter.text()).isEqualTo(dead.letter().text());
    } else {
      assertThat(byHand).isEqualTo(byAvro);
    }
  }

  private D read(byte[] value) throws IOException {
    return new SpecificDatumReader<D>(contract.schema(), contract.schema(), AvroModel.MODEL)
        .read(null, input(value));
  }

  private static BinaryDecoder input(byte[] value) {
    int from = AvroDecoder.HEADER_BYTES;
    return DecoderFactory.get().binaryDecoder(value, from, value.length - from, null);
  }

  /** Hides that there is another way. */
  private record AvroOnly<D extends SpecificRecordBase, T>(Contract<D, T> contract)
      implements Contract<D, T> {
    @Override
    public Topic topic() {
      return contract.topic();
    }

    @Override
    public Class<T> type() {
      return contract.type();
    }

    @Override
    public Schema schema() {
      return contract.schema();
    }

    @Override
    public String key(T value) {
      return contract.key(value);
    }

    @Override
    public T read(D avro, ConsumerRecord<byte[], byte[]> source) {
      return contract.read(avro, source);
    }

    @Override
    public void write(T value, AvroOutput out) {
      contract.write(value, out);
    }

    @Override
    public int maxBytes() {
      return contract.maxBytes();
    }
  }
}
