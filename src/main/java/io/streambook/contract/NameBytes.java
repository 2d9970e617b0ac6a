package io.streambook.contract;

import java.nio.charset.StandardCharsets;

/**
 * Texts that come again and again, in UTF-8: each is encoded once. It keeps a bounded number of
 * them, the last ones seen. Not for use by two threads at once.
 */
final class NameBytes {
  private static final int SLOT_BITS = 14;
  private static final int MIX = 0x9E3779B9;

  private final String[] names = new String[1 << SLOT_BITS];
  private final byte[][] bytes = new byte[1 << SLOT_BITS][];

  /** Not to be changed by who asks. */
  byte[] of(String name) {
    int slot = (name.hashCode() * MIX) >>> (Integer.SIZE - SLOT_BITS);
    if (!name.equals(names[slot])) {
      names[slot] = name;
      bytes[slot] = name.getBytes(StandardCharsets.UTF_8);
    }
    return bytes[slot];
  }
}
