package io.streambook.contract;

/** A record whose bytes are Avro, but that says something the contract excludes. */
final class BadRecord extends RuntimeException {
  private static final int SHOWN = 80;

  private final DeadLetter.Code code;

  BadRecord(DeadLetter.Code code, String text) {
    super(text, null, false, false);
    this.code = code;
  }

  DeadLetter.Code code() {
    return code;
  }

  static BadRecord value(String text) {
    return new BadRecord(DeadLetter.Code.INVALID_VALUE, text);
  }

  /** Foreign text for a message: its beginning, in quotes, printable. */
  static String quoted(String text) {
    StringBuilder shown = new StringBuilder("'");
    text.codePoints()
        .limit(SHOWN)
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .forEach(shown::appendCodePoint);
    return shown.append(text.length() > SHOWN ? "…'" : "'").toString();
  }
}
