package io.streambook.orderservice.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletionException;

/**
 * What a cancel and the new order after it came to.
 *
 * @param entered null when it was not attempted
 */
record CancelReplace(Part canceled, Part entered) {
  private static final String SUCCESS = "SUCCESS";
  private static final String FAILURE = "FAILURE";

  /** What one of the two came to: an answer, or an error. */
  record Part(JsonNode response, ApiError error) {
    static Part of(ObjectNode response, Throwable failure) {
      if (failure == null) {
        return new Part(response, null);
      }
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      if (cause instanceof ApiError error) {
        return new Part(error.json(), error);
      }
      throw new CompletionException(cause);
    }

    boolean ok() {
      return error == null;
    }

    /** Whether nobody knows what it came to. */
    boolean isUnknown() {
      return !ok() && error.status() >= 500;
    }
  }

  static CancelReplace of(Part canceled, Part entered) {
    return new CancelReplace(canceled, entered);
  }

  static CancelReplace stopped(Part canceled) {
    return new CancelReplace(canceled, null);
  }

  /**
   * As it is answered.
   *
   * @throws ApiError when not both went well
   */
  JsonNode json() {
    ObjectNode json =
        Json.object()
            .put("cancelResult", canceled.ok() ? SUCCESS : FAILURE)
            .put("newOrderResult", result(entered));
    json.set("cancelResponse", canceled.response());
    json.set("newOrderResponse", entered == null ? NullNode.instance : entered.response());
    if (canceled.ok() && entered != null && entered.ok()) {
      return json;
    }
    int failed = canceled.isUnknown() || (entered != null && entered.isUnknown()) ? 503 : 400;
    boolean partly = canceled.ok() || (entered != null && entered.ok());
    throw partly
        ? ApiError.with(409, -2021, "Order cancel-replace partially failed.", json)
        : ApiError.with(failed, -2022, "Order cancel-replace failed.", json);
  }

  private static String result(Part part) {
    if (part == null) {
      return "NOT_ATTEMPTED";
    }
    return part.ok() ? SUCCESS : FAILURE;
  }
}
