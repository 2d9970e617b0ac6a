package io.streambook.orderservice;

import io.streambook.orderservice.rest.Json;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what is no request at all, such as one whose address is too long: in JSON too. */
final class BrokenRequests extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=UTF-8");
    // Nobody can tell where the next request begins.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    Content.Sink.write(
        response,
        true,
        Json.object().put("code", -1000).put("msg", text(code)).toString(),
        callback);
  }

  private static String text(int code) {
    return code == HttpStatus.URI_TOO_LONG_414
            || code == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431
        ? "The request's address and headers are too long."
        : "The request is malformed.";
  }
}
