package io.streambook.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/** SHA-256 of lines with a newline between them, and none at the end. */
public final class ReportDigest implements Consumer<String> {
  private final MessageDigest digest;
  private long lines;

  public ReportDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void accept(String line) {
    if (lines > 0) {
      digest.update((byte) '\n');
    }
    lines++;
    digest.update(line.getBytes(US_ASCII));
  }

  public long lines() {
    return lines;
  }

  /** In hexadecimal digits; asked for once. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
