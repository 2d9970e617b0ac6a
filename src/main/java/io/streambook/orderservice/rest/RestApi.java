package io.streambook.orderservice.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.Denied;
import io.streambook.orderservice.access.Gate;
import io.streambook.orderservice.access.ListenKeys;
import io.streambook.orderservice.access.Permission;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.OrderDesk;
import io.streambook.orderservice.desk.Orders;
import io.streambook.orderservice.rest.Route.Security;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * REST shaped like Binance's spot API, version 3. Each request is counted, then let in or not, then
 * answered; what goes wrong is answered with a code, and never with a stack trace.
 */
public final class RestApi {
  /** Of a request's body. */
  public static final int BODY_BYTES_MAX = 16 * 1_024;

  private static final Logger LOG = LoggerFactory.getLogger(RestApi.class);
  private static final String JSON = "application/json;charset=UTF-8";

  private final Gate gate;
  private final Limits limits;
  private final LongSupplier nowMicros;
  private final List<Route> routes;

  /**
   * @param nowMicros clock, in microseconds since 1970
   */
  public RestApi(
      OrderDesk desk,
      Markets markets,
      Gate gate,
      Limits limits,
      ListenKeys listenKeys,
      Venue venue,
      LongSupplier nowMicros) {
    this.gate = gate;
    this.limits = limits;
    this.nowMicros = nowMicros;
    this.routes = routes(desk, desk.orders(), markets, limits, listenKeys, venue);
  }

  static List<Route> routes(
      OrderDesk desk,
      Orders orders,
      Markets markets,
      Limits limits,
      ListenKeys listenKeys,
      Venue venue) {
    return Stream.of(
            new MarketRoutes(markets, new ExchangeInfo(limits)).routes(),
            new OrderRoutes(desk, markets, limits).routes(),
            new AccountRoutes(orders, markets).routes(),
            new UserStreamRoutes(listenKeys).routes(),
            new VenueRoutes(markets, venue).routes(),
            new DeskRoutes(orders, markets, venue).routes())
        .flatMap(List::stream)
        .toList();
  }

  /** All endpoints. */
  public List<Route> routes() {
    return routes;
  }

  /** Adds the endpoints, and what is answered when a request fails, to a server. */
  public void addTo(RoutesConfig server) {
    for (Route route : routes) {
      server.addHttpHandler(
          handlerType(route.method()), route.path(), context -> serve(context, route));
    }
    server.exception(HttpResponseException.class, (e, context) -> refuse(context, e));
    server.exception(Exception.class, (e, context) -> fail(context, e));
  }

  private static void refuse(Context context, HttpResponseException e) {
    if (e.getStatus() == HttpStatus.CONTENT_TOO_LARGE.getCode()) {
      context.header("Connection", "close"); // the rest of the body will not be read
      fail(
          context,
          ApiError.of(
              e.getStatus(),
              -1101,
              "The request's body is too large: at most " + BODY_BYTES_MAX + " bytes."));
    } else if (e instanceof MethodNotAllowedResponse) {
      String allowed = e.getDetails().getOrDefault("availableMethods", "");
      context.header("Allow", allowed);
      fail(context, unsupported(e, context.path() + " takes " + allowed));
    } else {
      fail(context, unsupported(e, "there is no " + context.path()));
    }
  }

  private static ApiError unsupported(HttpResponseException e, String why) {
    return ApiError.of(e.getStatus(), -1020, "This operation is not supported: " + why + ".");
  }

  private static HandlerType handlerType(String method) {
    return HandlerType.findOrCreate(method);
  }

  private void serve(Context context, Route route) {
    Call call =
        new Call(
            new Params(context.queryString(), context.body()),
            null,
            context.header("X-MBX-APIKEY"),
            nowMicros.getAsLong());
    Call admitted = call.with(admit(context, route, call));
    CompletableFuture<JsonNode> answer = route.handler().handle(admitted);
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      write(context, 200, answer.join());
      return;
    }
    context.future(
        () ->
            answer.handle(
                (json, failure) -> {
                  if (failure == null) {
                    write(context, 200, json);
                  } else {
                    fail(context, failure);
                  }
                  return null;
                }));
  }

  /**
   * Lets a request in and counts it for the key that has signed it: those who come through one
   * proxy take nothing from each other. One that nobody has signed, or that is not let in, counts
   * for its address.
   */
  private ApiKey admit(Context context, Route route, Call call) {
    int weight = route.weight().applyAsInt(call);
    ApiKey key;
    try {
      key = admit(call, route.security());
    } catch (Denied e) {
      tellUsed(context, limits.address(context.ip(), weight, call.nowMicros()));
      throw e;
    }
    tellUsed(
        context,
        route.security().isSigned()
            ? limits.key(key.id(), weight, call.nowMicros())
            : limits.address(context.ip(), weight, call.nowMicros()));
    return key;
  }

  private static void tellUsed(Context context, long weight) {
    context.header("X-MBX-USED-WEIGHT", Long.toString(weight));
    context.header("X-MBX-USED-WEIGHT-1M", Long.toString(weight));
  }

  private ApiKey admit(Call call, Security security) {
    return switch (security) {
      case NONE -> null;
      case API_KEY -> gate.known(call.keyId());
      case USER_DATA -> gate.admit(call.credentials(), Permission.READ);
      case TRADE -> gate.admit(call.credentials(), Permission.TRADE);
      case KILL -> gate.admit(call.credentials(), Permission.KILL);
    };
  }

  private static void fail(Context context, Throwable failure) {
    if (failure instanceof CompletionException && failure.getCause() != null) {
      fail(context, failure.getCause());
    } else if (failure instanceof ApiError error) {
      ApiError told = error.isMissing() && Params.isJson(context.body()) ? error.ofJson() : error;
      write(context, told.status(), told.json());
    } else if (failure instanceof Denied denied) {
      fail(context, ApiError.of(denied));
    } else if (failure instanceof Limits.Exceeded exceeded) {
      context.header("Retry-After", Long.toString(exceeded.retryAfterSeconds()));
      fail(context, exceeded.error());
    } else {
      LOG.error("{} {} failed", context.method(), context.path(), failure);
      fail(
          context,
          ApiError.of(500, -1000, "An unknown error occurred while processing the request."));
    }
  }

  private static void write(Context context, int status, JsonNode json) {
    context.status(status).contentType(JSON).result(Json.bytes(json));
  }
}
