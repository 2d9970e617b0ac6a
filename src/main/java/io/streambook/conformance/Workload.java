package io.streambook.conformance;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A workload of the public benchmark of matching engines, read message by message: little-endian, a
 * header of 16 bytes (magic, version, count), then records of 40 bytes.
 */
public final class Workload implements AutoCloseable {
  private static final long MAGIC = 0x4D4542575F303031L;
  private static final int VERSION = 1;
  private static final int HEADER = 16;
  private static final int RECORD = 40;
  private static final Message.Kind[] KINDS = Message.Kind.values();

  private final Path file;
  private final InputStream in;
  private final long count;
  private final byte[] bytes = new byte[RECORD];
  private final ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private long read;

  /**
   * Reads the header.
   *
   * @throws IOException when it is not such a file; the text says what is wrong
   */
  public Workload(Path file) throws IOException {
    this.file = file;
    in = StreamFiles.open(file);
    try {
      count = header();
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Whether a file begins like a workload. */
  static boolean begins(byte[] start) {
    return start.length >= 8
        && ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong() == MAGIC;
  }

  private long header() throws IOException {
    if (in.readNBytes(bytes, 0, HEADER) < HEADER || record.getLong(0) != MAGIC) {
      throw new IOException(file + " is no workload of the public benchmark: another magic number");
    }
    if (record.getInt(8) != VERSION) {
      throw new IOException(
          "%s is a workload of version %d, and only version %d is known"
              .formatted(file, record.getInt(8), VERSION));
    }
    return Integer.toUnsignedLong(record.getInt(12));
  }

  /** Messages in the file, as its header says. */
  public long count() {
    return count;
  }

  /**
   * The next message, or null behind the last.
   *
   * @throws IOException when there are more or fewer than the header says, or one is malformed
   */
  public Message next() throws IOException {
    if (read == count) {
      if (in.read() >= 0) {
        throw new IOException(
            "%s has more than the %d messages of its header".formatted(file, count));
      }
      return null;
    }
    if (in.readNBytes(bytes, 0, RECORD) < RECORD) {
      throw new EOFException(
          "%s ends after %d of the %d messages of its header".formatted(file, read, count));
    }
    read++;
    return message();
  }

  private Message message() throws IOException {
    int kind = record.get(0);
    int side = record.get(1);
    int ioc = record.get(2);
    if (kind < 0 || kind >= KINDS.length || side < 0 || side > 1 || ioc < 0 || ioc > 1) {
      throw new IOException(
          "%s, message %d: type %d, side %d, ioc %d is not known"
              .formatted(file, read, kind, side, ioc));
    }
    return new Message(
        record.getLong(8),
        KINDS[kind],
        side == 0,
        ioc == 1,
        Integer.toUnsignedLong(record.getInt(4)),
        record.getLong(16),
        record.getLong(24));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
