package io.streambook.job;

import io.streambook.contract.DeadLetter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Dead letters, bytes untouched. */
final class DeadLetterFormat extends MessageFields {
  private static final DeadLetter.Code[] CODES = DeadLetter.Code.values();

  DeadLetterFormat(TextFormat texts) {
    super(texts);
  }

  void deadLetter(DeadLetter m, DataOutputView out) throws IOException {
    text(m.topic(), out);
    out.writeInt(m.partition());
    out.writeLong(m.offset());
    out.writeLong(m.timestamp());
    out.writeInt(m.headers().size());
    for (DeadLetter.Header header : m.headers()) {
      text(header.name(), out);
      bytes(header.value(), out);
    }
    bytes(m.key(), out);
    bytes(m.value(), out);
    value(m.code(), out);
    text(m.text(), out);
  }

  DeadLetter deadLetter(DataInputView in) throws IOException {
    return new DeadLetter(
        name(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        headers(in),
        bytes(in),
        bytes(in),
        value(CODES, in),
        text(in));
  }

  private List<DeadLetter.Header> headers(DataInputView in) throws IOException {
    int size = in.readInt();
    List<DeadLetter.Header> headers = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      headers.add(new DeadLetter.Header(text(in), bytes(in)));
    }
    return List.copyOf(headers);
  }
}
