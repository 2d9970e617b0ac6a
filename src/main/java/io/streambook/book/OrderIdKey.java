package io.streambook.book;

/**
 * An orderId as a number. A text of up to nine ASCII characters is the number, seven bits each; any
 * other gets a negative number, which several texts may share.
 */
public final class OrderIdKey {
  private static final int CHARACTER_BITS = 7;
  private static final int LENGTH_MAX = 9;

  private OrderIdKey() {}

  /** The number of an id, which is 0 only for an empty one. */
  public static long of(String id) {
    int length = id.length();
    if (length > LENGTH_MAX) {
      return shared(id);
    }
    long key = 0;
    int seen = 0;
    for (int n = 0; n < length; n++) {
      int character = id.charAt(n);
      // A 0 or more than seven bits set a bit above them.
      seen |= character | (character - 1);
      key = key << CHARACTER_BITS | character;
    }
    return seen >>> CHARACTER_BITS == 0 ? key : shared(id);
  }

  private static long shared(String id) {
    return Long.MIN_VALUE | id.hashCode();
  }

  /** Whether the number tells the whole text. */
  public static boolean isText(long key) {
    return key >= 0;
  }

  /** The text that the number tells. */
  public static String text(long key) {
    char[] text = new char[LENGTH_MAX];
    int begin = LENGTH_MAX;
    for (long left = key; left != 0; left >>>= CHARACTER_BITS) {
      text[--begin] = (char) (left & 0x7F);
    }
    return new String(text, begin, LENGTH_MAX - begin);
  }
}
