package io.streambook.job;

import it.unimi.dsi.fastutil.objects.ObjectOpenHashSet;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;

/**
 * Texts in rows of state, for ever as {@link StringValue} writes them: the length and one, or 0 for
 * null, and a byte for each ASCII character. Short ASCII is written in one go. Not for use by two
 * threads at once.
 */
final class RowTexts {
  /** A length, or a character, from here on takes more than one byte. */
  private static final int LONG = 0x80;

  private static final int NAMES_MAX = 1 << 14;

  private final byte[] bytes = new byte[LONG];
  private final ObjectOpenHashSet<String> names = new ObjectOpenHashSet<>();

  void write(String text, DataOutputSerializer out) throws IOException {
    if (text != null && isShortAscii(text)) {
      out.write(bytes, 0, 1 + text.length());
    } else {
      StringValue.writeString(text, out);
    }
  }

  /** If so, it stands in the bytes. */
  private boolean isShortAscii(String text) {
    int length = text.length();
    if (length + 1 >= LONG) {
      return false;
    }
    bytes[0] = (byte) (length + 1);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= LONG) {
        return false;
      }
      bytes[1 + i] = (byte) c;
    }
    return true;
  }

  String read(DataInputDeserializer in) throws IOException {
    return StringValue.readString(in);
  }

  /** Gives equal texts the same String: accounts, symbols and currencies stand in many rows. */
  String readName(DataInputDeserializer in) throws IOException {
    return name(read(in));
  }

  /** The same String for equal texts. */
  String name(String text) {
    if (names.size() >= NAMES_MAX) {
      names.clear();
    }
    return text == null ? null : names.addOrGet(text);
  }
}
