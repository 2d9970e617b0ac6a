package io.streambook.job;

import io.streambook.contract.TextCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * One byte of length and the characters of an ASCII text, in one go; null and any other text in
 * their own way. Not for use by two threads at once.
 */
final class TextFormat {
  private static final int NULL = 255;
  private static final int OTHER = 254;

  private final byte[] bytes = new byte[OTHER];

  void write(String text, DataOutputView out) throws IOException {
    if (text == null) {
      out.writeByte(NULL);
    } else if (isShortAscii(text)) {
      out.write(bytes, 0, 1 + text.length());
    } else {
      out.writeByte(OTHER);
      StringValue.writeString(text, out);
    }
  }

  /** If so, it stands in the bytes. */
  private boolean isShortAscii(String text) {
    int length = text.length();
    if (length >= OTHER) {
      return false;
    }
    bytes[0] = (byte) length;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 0x7f) {
        return false;
      }
      bytes[1 + i] = (byte) c;
    }
    return true;
  }

  String read(DataInputView in) throws IOException {
    int length = in.readUnsignedByte();
    if (length >= OTHER) {
      return length == NULL ? null : StringValue.readString(in);
    }
    in.readFully(bytes, 0, length);
    return length == 0 ? "" : new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** Gives equal texts the same String. */
  String readName(DataInputView in) throws IOException {
    int length = in.readUnsignedByte();
    if (length >= OTHER) {
      return length == NULL ? null : StringValue.readString(in);
    }
    in.readFully(bytes, 0, length);
    return TextCache.SHARED.text(bytes, 0, length);
  }
}
