package io.streambook.orderservice.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One endpoint.
 *
 * @param method HTTP's, in capitals
 * @param weight how much of the limit of a minute a request takes
 */
public record Route(
    String method, String path, Security security, ToIntFunction<Call> weight, Handler handler) {

  /** Who may. */
  public enum Security {
    /** Anyone. */
    NONE,
    /** Who names a key, without a signature. */
    API_KEY,
    /** A signed request of a key that may read. */
    USER_DATA,
    /** A signed request of a key that may trade. */
    TRADE,
    /** A signed request of a key that may turn the kill switch. */
    KILL;

    /** Whether it is known who asks, and not only whose key he names. */
    boolean isSigned() {
      return this != NONE && this != API_KEY;
    }
  }

  /** Answers. */
  interface Handler {
    CompletableFuture<JsonNode> handle(Call call);
  }

  static Route of(
      String method, String path, Security security, int weight, Function<Call, JsonNode> handler) {
    return new Route(
        method,
        path,
        security,
        call -> weight,
        call -> CompletableFuture.completedFuture(handler.apply(call)));
  }
}
