package io.streambook.orderservice.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.streambook.orderservice.access.RateLimit;

/**
 * How much a caller may ask: weight in a minute, of a key that signs, and of an address without
 * one; orders of an account in ten seconds.
 */
public final class Limits {
  private static final long MINUTE_MICROS = 60_000_000;
  private static final long TEN_SECONDS_MICROS = 10_000_000;

  private final RateLimit addressWeight;
  private final RateLimit keyWeight;
  private final RateLimit orders;

  /**
   * @param weightPerMinute of an address, and of a key
   * @param ordersPerTenSeconds of an account
   */
  public Limits(int weightPerMinute, int ordersPerTenSeconds) {
    addressWeight = new RateLimit(weightPerMinute, MINUTE_MICROS);
    keyWeight = new RateLimit(weightPerMinute, MINUTE_MICROS);
    orders = new RateLimit(ordersPerTenSeconds, TEN_SECONDS_MICROS);
  }

  /** A request is turned away. */
  public static final class Exceeded extends RuntimeException {
    private final ApiError error;
    private final long retryAfterSeconds;

    private Exceeded(ApiError error, long retryAfterSeconds) {
      super(error.getMessage(), null, false, false);
      this.error = error;
      this.retryAfterSeconds = retryAfterSeconds;
    }

    ApiError error() {
      return error;
    }

    long retryAfterSeconds() {
      return retryAfterSeconds;
    }
  }

  /**
   * Counts a request of an address that no key has signed.
   *
   * @return the weight that the address has used in this minute
   * @throws Exceeded when that is too much
   */
  long address(String address, int weight, long nowMicros) {
    return weight(addressWeight, address, weight, nowMicros, "address");
  }

  /**
   * Counts a request that a key has signed.
   *
   * @return the weight that the key has used in this minute
   * @throws Exceeded when that is too much
   */
  long key(String keyId, int weight, long nowMicros) {
    return weight(keyWeight, keyId, weight, nowMicros, "API key");
  }

  private static long weight(
      RateLimit limit, String caller, int weight, long nowMicros, String what) {
    long used = limit.add(caller, weight, nowMicros);
    if (limit.isExceeded(used)) {
      throw new Exceeded(
          ApiError.tooManyRequests(
              "current limit of this " + what + " is " + limit.limit() + " weight per MINUTE."),
          limit.secondsLeft(nowMicros));
    }
    return used;
  }

  /**
   * Counts a new order of an account.
   *
   * @return how many it has sent in these ten seconds
   * @throws Exceeded when that is too much
   */
  public long order(String account, long nowMicros) {
    long sent = orders.add(account, 1, nowMicros);
    if (orders.isExceeded(sent)) {
      throw new Exceeded(
          ApiError.of(
              429,
              -1015,
              "Too many new orders; current limit is " + orders.limit() + " orders per 10 SECOND."),
          orders.secondsLeft(nowMicros));
    }
    return sent;
  }

  /** As exchangeInfo has them. */
  ArrayNode json() {
    ArrayNode json = Json.array();
    json.addObject()
        .put("rateLimitType", "REQUEST_WEIGHT")
        .put("interval", "MINUTE")
        .put("intervalNum", 1)
        .put("limit", addressWeight.limit());
    json.addObject()
        .put("rateLimitType", "ORDERS")
        .put("interval", "SECOND")
        .put("intervalNum", 10)
        .put("limit", orders.limit());
    return json;
  }
}
