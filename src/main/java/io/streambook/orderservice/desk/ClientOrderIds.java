package io.streambook.orderservice.desk;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Ids of commands, as clients choose them and as the service makes them for those who do not. */
public final class ClientOrderIds {
  /** What a client may choose. */
  public static final String LEGAL = "^[\\.A-Z\\:/a-z0-9_-]{1,36}$";

  private static final Pattern LEGAL_PATTERN = Pattern.compile(LEGAL);

  /** Begins the ids of commands that leave the order's id as it is. No client can choose it. */
  private static final char HIDDEN = '~';

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 22; // 131 bits
  private static final SecureRandom RANDOM = new SecureRandom();

  private ClientOrderIds() {}

  public static boolean isLegal(String id) {
    return LEGAL_PATTERN.matcher(id).matches();
  }

  /** One that nobody has used. */
  public static String random() {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  /** One for a command whose id is not shown as the order's. */
  public static String hidden() {
    return HIDDEN + random();
  }

  static boolean isShown(String id) {
    return !id.isEmpty() && id.charAt(0) != HIDDEN;
  }
}
