package io.streambook.orderservice.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.streambook.book.Decimal8;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of a request: from its query and from its body, whatever that calls itself; the
 * query counts when both have one. An empty parameter is one that was not sent.
 */
final class Params {
  private static final String SIGNATURE = "signature";
  private static final String DECIMAL = "^([0-9]{1,20})(\\.[0-9]{1,20})?$";
  private static final Pattern DECIMAL_PATTERN = Pattern.compile(DECIMAL);
  private static final String NUMBER = "^[0-9]{1,18}$";
  private static final Pattern NUMBER_PATTERN = Pattern.compile(NUMBER);

  private final Map<String, String> values = new HashMap<>();
  private final Set<String> read = new HashSet<>();
  private final String payload;

  /**
   * @param query as it was sent, or null
   * @param body as it was sent
   */
  Params(String query, String body) {
    String form = isObject(body) ? "" : body.strip();
    String rest = query == null ? "" : query;
    add(rest);
    add(form);
    payload = unsigned(rest) + unsigned(form);
  }

  private static boolean isObject(String body) {
    return body.stripLeading().startsWith("{");
  }

  /** Whether a body has its parameters in JSON, which is not read; some clients send {@code {}}. */
  static boolean isJson(String body) {
    return isObject(body) && !body.strip().equals("{}");
  }

  private void add(String text) {
    Map<String, String> own = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        continue;
      }
      String name = decoded(pair.substring(0, equals));
      if (own.put(name, decoded(pair.substring(equals + 1))) != null) {
        throw ApiError.of(-1101, "Duplicate values for parameter '" + name + "' detected.");
      }
    }
    own.forEach(values::putIfAbsent);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiError.of(-1100, "Illegal characters found in a parameter.");
    }
  }

  private static String unsigned(String text) {
    if (!text.contains(SIGNATURE + "=")) {
      return text;
    }
    List<String> pairs = new ArrayList<>(Arrays.asList(text.split("&", -1)));
    pairs.removeIf(pair -> pair.startsWith(SIGNATURE + "="));
    return String.join("&", pairs);
  }

  /** What a signature is of: query and body as they were sent, without the signature. */
  String payload() {
    return payload;
  }

  /** Null when it was not sent. */
  String text(String name) {
    read.add(name);
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /**
   * Fails when there is a parameter that nobody has asked for: a condition with a wrong name must
   * not be left out of an order.
   *
   * @param ignored names that may stand there all the same
   */
  void requireAllRead(Set<String> ignored) {
    for (Map.Entry<String, String> sent : values.entrySet()) {
      String name = sent.getKey();
      if (!sent.getValue().isEmpty() && !read.contains(name) && !ignored.contains(name)) {
        throw ApiError.of(
            -1104, "Not all sent parameters were read: '" + name + "' is not one of this request.");
      }
    }
  }

  boolean has(String name) {
    return text(name) != null;
  }

  String required(String name) {
    String value = text(name);
    if (value == null) {
      throw ApiError.missing(name);
    }
    return value;
  }

  /** In 10⁻⁸. */
  long requiredDecimal(String name) {
    String value = required(name);
    if (!DECIMAL_PATTERN.matcher(value).matches()) {
      throw ApiError.illegal(name, DECIMAL);
    }
    BigDecimal number = new BigDecimal(value).stripTrailingZeros();
    if (number.scale() > Decimal8.SCALE) {
      throw ApiError.of(-1111, "Parameter '" + name + "' has too much precision.");
    }
    BigDecimal unscaled = number.movePointRight(Decimal8.SCALE);
    if (unscaled.compareTo(BigDecimal.valueOf(Decimal8.MAX)) > 0) {
      throw ApiError.invalid(name);
    }
    return unscaled.longValueExact();
  }

  /** Null when it was not sent. */
  Long number(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    if (!NUMBER_PATTERN.matcher(value).matches()) {
      throw ApiError.illegal(name, NUMBER);
    }
    return Long.parseLong(value);
  }

  /** From 1 to a largest one, which stands for all above. */
  int limit(int otherwise, int max) {
    Long limit = number("limit");
    if (limit == null) {
      return otherwise;
    }
    if (limit < 1) {
      throw ApiError.invalid("limit");
    }
    return (int) Math.min(limit, max);
  }

  /** A time in microseconds, which may be sent in milliseconds too; null when it was not sent. */
  Long micros(String name) {
    Long time = number(name);
    long microsFrom = 100_000_000_000_000L;
    return time == null || time >= microsFrom ? time : Long.valueOf(time * 1_000);
  }

  /** A list, sent as JSON; null when it was not sent. */
  List<String> list(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      JsonNode array = Json.parse(value);
      List<String> texts = new ArrayList<>();
      array.forEach(one -> texts.add(one.asText()));
      if (array.isArray() && !texts.isEmpty()) {
        return texts;
      }
    } catch (JsonProcessingException e) {
      throw ApiError.illegal(name, "a JSON array of texts");
    }
    throw ApiError.illegal(name, "a JSON array of texts");
  }

  /** A constant by its name; null when it was not sent. */
  <E extends Enum<E>> E choice(String name, Class<E> type, ApiError otherwise) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value.toUpperCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw otherwise;
  }
}
