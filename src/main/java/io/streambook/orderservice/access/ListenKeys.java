package io.streambook.orderservice.access;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Keys under which a client may listen to its account for an hour, and an hour more each time it
 * says that it still does; no longer than its API key is good.
 */
public final class ListenKeys {
  private static final long GOOD_MICROS = 3_600_000_000L;
  private static final int KEYS_MAX = 100_000;
  private static final int LENGTH = 64;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private record Good(String apiKey, String account, long untilMicros) {}

  private final Map<String, Good> keys = new ConcurrentHashMap<>();
  private final ApiKeys apiKeys;
  private final LongSupplier nowMicros;

  /**
   * None yet.
   *
   * @param nowMicros clock, in microseconds since 1970
   */
  public ListenKeys(ApiKeys apiKeys, LongSupplier nowMicros) {
    this.apiKeys = apiKeys;
    this.nowMicros = nowMicros;
  }

  /** The key of an API key: the one that is good, for an hour from now, or a new one. */
  public synchronized String of(String apiKey, String account) {
    long now = nowMicros.getAsLong();
    keys.values().removeIf(good -> good.untilMicros() < now);
    for (Map.Entry<String, Good> known : keys.entrySet()) {
      if (known.getValue().apiKey().equals(apiKey)) {
        known.setValue(new Good(apiKey, account, now + GOOD_MICROS));
        return known.getKey();
      }
    }
    if (keys.size() >= KEYS_MAX) {
      throw new IllegalStateException("too many listen keys");
    }
    String key = random();
    keys.put(key, new Good(apiKey, account, now + GOOD_MICROS));
    return key;
  }

  /** Returns whether it was good; then it is for an hour more. */
  public synchronized boolean extend(String key, String apiKey) {
    Good good = keys.get(key);
    long now = nowMicros.getAsLong();
    if (good == null || !good.apiKey().equals(apiKey) || good.untilMicros() < now) {
      return false;
    }
    keys.put(key, new Good(apiKey, good.account(), now + GOOD_MICROS));
    return true;
  }

  /** Returns whether it was good. */
  public synchronized boolean end(String key, String apiKey) {
    Good good = keys.get(key);
    return good != null && good.apiKey().equals(apiKey) && keys.remove(key) != null;
  }

  /** The account that may be listened to, while the key is good. */
  public Optional<String> account(String key) {
    return Optional.ofNullable(keys.get(key))
        .filter(good -> good.untilMicros() >= nowMicros.getAsLong())
        .filter(good -> apiKeys.find(good.apiKey()).isPresent())
        .map(Good::account);
  }

  private static String random() {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
