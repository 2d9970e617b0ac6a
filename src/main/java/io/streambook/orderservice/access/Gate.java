package io.streambook.orderservice.access;

import io.streambook.orderservice.access.Denied.Why;
import java.math.BigDecimal;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Lets signed requests in. A request is good for its receive window only; one that is sent again
 * within that window has the same signature, from which the ids of its commands follow, so that it
 * never makes a second order.
 */
public final class Gate {
  /** Milliseconds. */
  public static final int RECV_WINDOW_MAX = 60_000;

  private static final BigDecimal RECV_WINDOW = BigDecimal.valueOf(5_000);
  private static final long AHEAD_MICROS_MAX = 1_000_000;
  // As in Binance's API: a timestamp of this size is in microseconds.
  private static final long MICROS_FROM = 100_000_000_000_000L;
  private static final long MILLI = 1_000;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{1,128}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");
  private static final Pattern WINDOW = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,3})?");

  private final ApiKeys keys;
  private final LongSupplier nowMicros;

  /**
   * @param nowMicros clock, in microseconds since 1970
   */
  public Gate(ApiKeys keys, LongSupplier nowMicros) {
    this.keys = keys;
    this.nowMicros = nowMicros;
  }

  /**
   * What a client sends to be let in; null where it sends nothing.
   *
   * @param payload what was signed
   */
  public record Credentials(
      String keyId, String signature, String timestamp, String recvWindow, String payload) {}

  /**
   * The key of a signed request that may do this.
   *
   * @throws Denied with the first reason that speaks against it
   */
  public ApiKey admit(Credentials credentials, Permission permission) {
    ApiKey key = known(credentials.keyId());
    if (credentials.signature() == null || credentials.signature().isEmpty()) {
      throw new Denied(Why.NO_SIGNATURE);
    }
    if (credentials.timestamp() == null || !NUMBER.matcher(credentials.timestamp()).matches()) {
      throw new Denied(Why.NO_TIMESTAMP);
    }
    long window = windowMicros(credentials.recvWindow());
    if (!Signature.matches(key.secret(), credentials.payload(), credentials.signature())) {
      throw new Denied(Why.WRONG_SIGNATURE);
    }
    checkTime(micros(Long.parseLong(credentials.timestamp())), window);
    if (!key.permissions().contains(permission)) {
      throw new Denied(Why.NO_PERMISSION);
    }
    return key;
  }

  /**
   * The key of a request that needs no signature.
   *
   * @throws Denied when there is no such key
   */
  public ApiKey known(String keyId) {
    if (keyId == null || !KEY.matcher(keyId).matches()) {
      throw new Denied(Why.NO_KEY);
    }
    return keys.find(keyId).orElseThrow(() -> new Denied(Why.UNKNOWN_KEY));
  }

  /** Whether a key that was let in before still is. */
  public boolean isGood(String keyId) {
    return keys.find(keyId).isPresent();
  }

  /**
   * The end of the receive window that an admitted request names, in microseconds since 1970; 0
   * when it names none.
   */
  public static long validUntil(String timestamp, String recvWindow) {
    return recvWindow == null || timestamp == null
        ? 0
        : micros(Long.parseLong(timestamp)) + windowMicros(recvWindow);
  }

  private void checkTime(long timestamp, long window) {
    long now = nowMicros.getAsLong();
    if (timestamp >= now + AHEAD_MICROS_MAX) {
      throw new Denied(Why.TIMESTAMP_AHEAD);
    }
    if (now - timestamp > window) {
      throw new Denied(Why.TIMESTAMP_TOO_OLD);
    }
  }

  private static long windowMicros(String text) {
    BigDecimal window = RECV_WINDOW;
    if (text != null) {
      if (!WINDOW.matcher(text).matches()) {
        throw new Denied(Why.RECV_WINDOW_TOO_LARGE);
      }
      window = new BigDecimal(text);
    }
    if (window.compareTo(BigDecimal.valueOf(RECV_WINDOW_MAX)) > 0) {
      throw new Denied(Why.RECV_WINDOW_TOO_LARGE);
    }
    return window.multiply(BigDecimal.valueOf(MILLI)).longValue();
  }

  private static long micros(long timestamp) {
    return timestamp >= MICROS_FROM ? timestamp : timestamp * MILLI;
  }
}
