package io.streambook.conformance;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files of streams, plain or zstd. */
final class StreamFiles {
  private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
  private static final int BUFFER = 1 << 20;

  private StreamFiles() {}

  static InputStream open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no file " + file);
    }
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    raw.mark(ZSTD.length);
    boolean packed = Arrays.equals(raw.readNBytes(ZSTD.length), ZSTD);
    raw.reset();
    return packed ? new BufferedInputStream(new ZstdInputStream(raw), BUFFER) : raw;
  }

  /** The first bytes of what is in it. */
  static byte[] start(Path file, int bytes) throws IOException {
    try (InputStream in = open(file)) {
      return in.readNBytes(bytes);
    }
  }
}
