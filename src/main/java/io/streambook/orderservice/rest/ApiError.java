package io.streambook.orderservice.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.Execution;
import io.streambook.book.Reason;
import io.streambook.orderservice.access.Denied;
import io.streambook.orderservice.access.Gate;

/** What is answered to a request that fails: Binance's code and message, and an HTTP status. */
public final class ApiError extends RuntimeException {
  private static final int MISSING = -1102;

  private final int status;
  private final int code;
  private final String reason;
  private final JsonNode data;

  private ApiError(int status, int code, String message, String reason, JsonNode data) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.reason = reason;
    this.data = data;
  }

  public static ApiError of(int code, String message) {
    return new ApiError(400, code, message, null, null);
  }

  static ApiError of(int status, int code, String message) {
    return new ApiError(status, code, message, null, null);
  }

  /** The same, with what a composed command came to. */
  static ApiError with(int status, int code, String message, JsonNode data) {
    return new ApiError(status, code, message, null, data);
  }

  static ApiError missing(String parameter) {
    return of(
        MISSING,
        "Mandatory parameter '" + parameter + "' was not sent, was empty/null, or malformed.");
  }

  /** Whether a parameter is missing. */
  boolean isMissing() {
    return code == MISSING;
  }

  /** The same, of a request whose body was JSON. */
  ApiError ofJson() {
    return of(
        code,
        getMessage() + " A JSON body is not read: send parameters in the query or as a form.");
  }

  static ApiError illegal(String parameter, String legal) {
    return of(
        -1100,
        "Illegal characters found in parameter '"
            + parameter
            + "'; legal range is '"
            + legal
            + "'.");
  }

  static ApiError notRequired(String parameter) {
    return of(-1106, "Parameter '" + parameter + "' sent when not required.");
  }

  static ApiError invalid(String parameter) {
    return of(-1130, "Data sent for parameter '" + parameter + "' is not valid.");
  }

  static ApiError unknownOrder() {
    return of(-2011, "Unknown order sent.");
  }

  static ApiError tooManyRequests(String what) {
    return of(429, -1003, "Too many requests: " + what);
  }

  /** Whether the outcome is unknown; the broker may have the command, or has it. */
  static ApiError unanswered(boolean acknowledged) {
    return acknowledged
        ? of(
            504,
            -1007,
            "Timeout waiting for response from backend server. Send status unknown; execution"
                + " status unknown.")
        : of(
            503,
            -1006,
            "An unexpected response was received from the message bus. Execution status unknown.");
  }

  static ApiError duplicate() {
    return of(-2010, "Duplicate order sent.");
  }

  /** Why a request was not let in. */
  public static ApiError of(Denied denied) {
    return switch (denied.why()) {
      case NO_KEY ->
          of(401, -2014, "API-key format invalid: send a key's id as header X-MBX-APIKEY.");
      case UNKNOWN_KEY, NO_PERMISSION ->
          of(401, -2015, "Invalid API-key, IP, or permissions for action.");
      case NO_SIGNATURE -> missing("signature");
      case NO_TIMESTAMP -> missing("timestamp");
      case RECV_WINDOW_TOO_LARGE ->
          of(-1131, "recvWindow must be a number, at most " + Gate.RECV_WINDOW_MAX + ".");
      case WRONG_SIGNATURE -> of(-1022, "Signature for this request is not valid.");
      case TIMESTAMP_AHEAD ->
          of(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
      case TIMESTAMP_TOO_OLD ->
          of(-1021, "Timestamp for this request is outside of the recvWindow.");
    };
  }

  /** What the venue's refusal of a new order is called. */
  static ApiError rejected(Reason reason, String text) {
    return switch (reason) {
      case TICK_SIZE, INVALID_PRICE, INVALID_STOP_PRICE -> filter("PRICE_FILTER", text);
      case LOT_SIZE, MIN_QTY, MAX_QTY, INVALID_QTY, MAX_ORDER_QTY -> filter("LOT_SIZE", text);
      case PRICE_COLLAR -> filter("PERCENT_PRICE_BY_SIDE", text);
      case INVALID_DISPLAY_QTY -> filter("ICEBERG_PARTS", text);
      case POST_ONLY_WOULD_TAKE ->
          because(400, -2010, "Order would immediately match and take.", text);
      case STALE_ORDER ->
          because(400, -1021, "Timestamp for this request is outside of the recvWindow.", text);
      case MAX_NOTIONAL, NOTIONAL_OVERFLOW -> filter("NOTIONAL", text);
      case MAX_OPEN_ORDERS -> filter("MAX_NUM_ORDERS", text);
      case POSITION_LIMIT -> filter("MAX_POSITION", text);
      case UNKNOWN_SYMBOL -> because(400, -1121, "Invalid symbol.", text);
      case HALTED, CLOSED -> because(400, -1013, "Market is closed.", text);
      case ORDER_RATE -> because(429, -1015, "Too many new orders.", text);
      case UNSUPPORTED -> because(400, -1014, "Unsupported order combination.", text);
      case CREDIT_LIMIT, GROSS_EXPOSURE ->
          because(400, -2010, "Account has insufficient balance for requested action.", text);
      case KILL_SWITCH, UNKNOWN_ACCOUNT, RESTRICTED_SYMBOL ->
          because(400, -2010, "This action is disabled on this account.", text);
      case DUPLICATE_ORDER -> because(400, -2010, "Duplicate order sent.", text);
      default -> because(400, -2010, "Order was rejected.", text);
    };
  }

  private static ApiError filter(String name, String text) {
    return because(400, -1013, "Filter failure: " + name, text);
  }

  private static ApiError because(int status, int code, String message, String text) {
    return new ApiError(status, code, message, text, null);
  }

  /** What the venue's refusal of a cancel is called. */
  static ApiError cancelRejected(Execution refusal) {
    return because(400, -2011, "Unknown order sent.", refusal.text());
  }

  /** What the venue's refusal of an amend is called. */
  static ApiError amendRejected(Execution refusal) {
    return because(400, -2038, "Order amend was rejected.", refusal.text());
  }

  /** HTTP's. */
  public int status() {
    return status;
  }

  public int code() {
    return code;
  }

  /** As it goes out; {@code reason} is our own: the venue's reason code with limit and measure. */
  public ObjectNode json() {
    ObjectNode json = Json.object().put("code", code).put("msg", getMessage());
    if (reason != null) {
      json.put("reason", reason);
    }
    if (data != null) {
      json.set("data", data);
    }
    return json;
  }
}
