package io.streambook.orderservice.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.streambook.orderservice.access.ListenKeys;
import io.streambook.orderservice.rest.Route.Security;
import java.util.List;

/** Keys to listen to an account with. */
final class UserStreamRoutes {
  private static final String PATH = "/api/v3/userDataStream";
  private static final int WEIGHT = 2;

  private final ListenKeys keys;

  UserStreamRoutes(ListenKeys keys) {
    this.keys = keys;
  }

  List<Route> routes() {
    return List.of(
        Route.of("POST", PATH, Security.API_KEY, WEIGHT, this::begin),
        Route.of("PUT", PATH, Security.API_KEY, WEIGHT, this::extend),
        Route.of("DELETE", PATH, Security.API_KEY, WEIGHT, this::end));
  }

  private JsonNode begin(Call call) {
    return Json.object().put("listenKey", keys.of(call.key().id(), call.account()));
  }

  private JsonNode extend(Call call) {
    return known(keys.extend(call.params().required("listenKey"), call.key().id()));
  }

  private JsonNode end(Call call) {
    return known(keys.end(call.params().required("listenKey"), call.key().id()));
  }

  private static JsonNode known(boolean known) {
    if (!known) {
      throw ApiError.of(-1125, "This listenKey does not exist.");
    }
    return Json.object();
  }
}
