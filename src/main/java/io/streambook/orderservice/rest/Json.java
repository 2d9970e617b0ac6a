package io.streambook.orderservice.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** JSON as exchanges write it: decimals are texts with 8 decimals, times are milliseconds. */
public final class Json {
  public static final String ZERO = "0.00000000";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long MILLI = 1_000;

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /**
   * Parses what a client sent.
   *
   * @throws JsonProcessingException when it is no JSON
   */
  public static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  public static byte[] bytes(JsonNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of our own can't be written", e);
    }
  }

  /** 10⁻⁸ units; {@link Decimal8#NONE} is zero. */
  public static String decimal(long value) {
    return value == Decimal8.NONE
        ? ZERO
        : BigDecimal.valueOf(value, Decimal8.SCALE).toPlainString();
  }

  public static String decimal(BigDecimal value) {
    return value.setScale(Decimal8.SCALE, RoundingMode.HALF_UP).toPlainString();
  }

  /** Milliseconds of microseconds. */
  public static long millis(long micros) {
    return Math.floorDiv(micros, MILLI);
  }

  /** Levels as pairs of price and quantity. */
  public static ArrayNode levels(List<BookSnapshot.Level> levels, int limit) {
    ArrayNode pairs = array();
    levels.stream().limit(limit).forEach(level -> pairs.add(pair(level.price(), level.qty())));
    return pairs;
  }

  public static ArrayNode pair(long price, long qty) {
    return array().add(decimal(price)).add(decimal(qty));
  }
}
