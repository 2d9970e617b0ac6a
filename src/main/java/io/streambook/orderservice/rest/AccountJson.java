package io.streambook.orderservice.rest;

import static io.streambook.orderservice.rest.Json.decimal;
import static io.streambook.orderservice.rest.Json.millis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.Decimal8;
import io.streambook.orderservice.desk.OrderView;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskEvent;
import io.streambook.risk.RiskLimits;
import java.util.Optional;

/** What risk knows of an account, as our own endpoints tell it. Absent limits are left out. */
final class AccountJson {
  private AccountJson() {}

  static ObjectNode risk(Optional<AccountSnapshot> account, Optional<RiskLimits> limits) {
    ObjectNode json = Json.object();
    limits.ifPresent(known -> json.set("limits", limits(known)));
    account.ifPresent(known -> add(json, known));
    return json;
  }

  private static void add(ObjectNode json, AccountSnapshot account) {
    json.put("killState", account.killState().name())
        .put("killGeneration", account.killGeneration())
        .put("state", account.state().name())
        .put("latched", account.latched())
        .put("openOrders", account.openOrders())
        .put("grossExposure", decimal(account.grossExposure()))
        .put("creditUsed", decimal(account.creditUsed()))
        .put("netNotional", decimal(account.netNotional()))
        .put("dailyLoss", decimal(account.dailyLoss()))
        .put("updateTime", millis(account.time()));
    ObjectNode utilisation = json.putObject("utilisationBps");
    account.utilisation().forEach(utilisation::put);
    ArrayNode positions = json.putArray("positions");
    account.positions().forEach(position -> positions.add(position(position)));
  }

  private static ObjectNode position(AccountSnapshot.Position position) {
    return Json.object()
        .put("symbol", position.symbol())
        .put("currency", position.currency())
        .put("position", decimal(position.position()))
        .put("openBuyQty", decimal(position.openBuyQty()))
        .put("openSellQty", decimal(position.openSellQty()))
        .put("reserved", decimal(position.reserved()))
        .put("booked", decimal(position.booked()))
        .put("mark", position.mark() == Decimal8.NONE ? null : decimal(position.mark()))
        .put("dayGain", decimal(position.dayGain()));
  }

  private static ObjectNode limits(RiskLimits limits) {
    ObjectNode json = Json.object();
    amount(json, "maxOrderQty", limits.maxOrderQty());
    amount(json, "maxNotional", limits.maxNotional());
    amount(json, "maxPosition", limits.maxPosition());
    amount(json, "maxGrossExposure", limits.maxGrossExposure());
    amount(json, "creditLimit", limits.creditLimit());
    amount(json, "maxNetNotional", limits.rules().maxNetNotional());
    amount(json, "maxDailyLoss", limits.rules().maxDailyLoss());
    count(json, "maxOpenOrders", limits.maxOpenOrders());
    count(json, "maxOpenOrdersPerSymbol", limits.rules().maxOpenOrdersPerSymbol());
    count(json, "maxOrdersPerSecond", limits.maxOrdersPerSecond());
    count(json, "maxExecutions", limits.rules().maxExecutions());
    return json.put("operator", limits.operator());
  }

  private static void amount(ObjectNode json, String name, long limit) {
    if (limit != RiskLimits.NO_LIMIT) {
      json.put(name, decimal(limit));
    }
  }

  private static void count(ObjectNode json, String name, int limit) {
    if (limit != RiskLimits.NO_COUNT) {
      json.put(name, limit);
    }
  }

  /** An order that has ended, with why when it was not its sender who ended it. */
  static ObjectNode ended(OrderView order) {
    return OrderJson.queried(order)
        .put("reason", order.reason() == null ? null : order.reason().name())
        .put("text", order.text());
  }

  static ObjectNode event(RiskEvent event) {
    return Json.object()
        .put("number", event.number())
        .put("kind", event.kind().name())
        .put("limit", event.limit())
        .put("percent", event.percent())
        .put("measured", event.measured() == Decimal8.NONE ? null : decimal(event.measured()))
        .put("max", event.max() == Decimal8.NONE ? null : decimal(event.max()))
        .put("text", event.text())
        .put("time", millis(event.time()));
  }
}
