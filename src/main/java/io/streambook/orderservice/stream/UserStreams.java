package io.streambook.orderservice.stream;

import static io.streambook.orderservice.rest.Json.decimal;
import static io.streambook.orderservice.rest.Json.millis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Reason;
import io.streambook.book.Trade;
import io.streambook.orderservice.desk.AggTrade;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.OrderDesk;
import io.streambook.orderservice.desk.OrderView;
import io.streambook.orderservice.desk.SymbolMarket;
import io.streambook.orderservice.desk.TradeIds;
import io.streambook.orderservice.rest.Balances;
import io.streambook.orderservice.rest.ClientTypes;
import io.streambook.orderservice.rest.Json;
import io.streambook.orderservice.rest.OrderJson;
import io.streambook.risk.AccountSnapshot;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Tells clients each step of their own orders, and what they hold. */
final class UserStreams implements Markets.Listener {
  /** Takes the events of an account. */
  interface Listener {
    void onEvent(ObjectNode event);
  }

  private final Map<String, Set<Listener>> listeners = new ConcurrentHashMap<>();
  private final Balances balances;
  private final LongSupplier nowMicros;

  UserStreams(OrderDesk desk, Markets markets, LongSupplier nowMicros) {
    this.balances = new Balances(markets);
    this.nowMicros = nowMicros;
    desk.listen(this::onExecution);
    markets.listen(this);
  }

  void add(String account, Listener listener) {
    listeners.computeIfAbsent(account, name -> ConcurrentHashMap.newKeySet()).add(listener);
  }

  void remove(String account, Listener listener) {
    listeners.computeIfPresent(
        account,
        (name, known) -> {
          known.remove(listener);
          return known.isEmpty() ? null : known;
        });
  }

  private void tell(String account, ObjectNode event) {
    listeners
        .getOrDefault(account, Set.of())
        .forEach(listener -> listener.onEvent(event.deepCopy()));
  }

  private void onExecution(Execution execution, OrderView order) {
    if (order != null && execution.changesOrder() && listeners.containsKey(execution.account())) {
      tell(execution.account(), report(execution, order));
    }
  }

  private ObjectNode report(Execution step, OrderView order) {
    boolean trade = step.execType() == ExecType.TRADE;
    boolean canceled = step.execType() == ExecType.CANCELED && !step.requestId().isEmpty();
    boolean byCommand = canceled && step.partition() >= 0;
    return Json.object()
        .put("e", "executionReport")
        .put("E", millis(nowMicros.getAsLong()))
        .put("s", step.symbol())
        .put("c", byCommand ? step.requestId() : order.clientOrderId())
        .put("S", order.side().name())
        .put("o", ClientTypes.type(order.enteredType(), order.conditions()))
        .put("f", order.timeInForce().name())
        .put("q", decimal(order.qty()))
        .put("p", decimal(order.price()))
        .put("P", decimal(order.conditions().stopPx()))
        .put("F", decimal(order.conditions().displayQty()))
        .put("g", -1)
        .put("C", byCommand ? order.clientOrderId() : "")
        .put("x", type(step))
        .put("X", OrderJson.status(order))
        .put("r", step.reason() == null ? "NONE" : step.reason().name())
        .put("i", order.venueOrderId())
        .put("l", decimal(step.lastQty()))
        .put("z", decimal(order.cumQty()))
        .put("L", decimal(step.lastPx()))
        .put("n", "0")
        .putNull("N")
        .put("T", millis(step.time()))
        .put("t", trade ? TradeIds.of(step.sequence(), step.tradeIndex()) : -1)
        .put("I", TradeIds.of(step.sequence(), step.index()))
        .put("w", order.isOpen() && order.isWorking())
        .put("m", trade && step.requestId().isEmpty())
        .put("M", false)
        .put("O", millis(order.createdTime()))
        .put("Z", decimal(order.cumQuote()))
        .put("Y", trade ? decimal(Decimal8.notional(step.lastQty(), step.lastPx())) : Json.ZERO)
        .put("Q", Json.ZERO)
        .put("W", millis(order.createdTime()))
        .put("V", ClientTypes.stpMode(order.conditions()));
  }

  private static String type(Execution step) {
    if (step.execType() == ExecType.TRIGGERED) {
      return "NEW";
    }
    if (step.execType() == ExecType.CANCELED && step.reason() == Reason.UNFILLED) {
      return "EXPIRED";
    }
    boolean selfTrade = step.execType() == ExecType.CANCELED && step.reason() == Reason.SELF_TRADE;
    return selfTrade ? "TRADE_PREVENTION" : step.execType().name();
  }

  @Override
  public void onAccount(AccountSnapshot account) {
    if (!listeners.containsKey(account.account())) {
      return;
    }
    ObjectNode event =
        Json.object()
            .put("e", "outboundAccountPosition")
            .put("E", millis(nowMicros.getAsLong()))
            .put("u", millis(account.time()));
    ArrayNode list = event.putArray("B");
    balances
        .of(account.account())
        .forEach(
            balance ->
                list.addObject()
                    .put("a", balance.asset())
                    .put("f", decimal(balance.free()))
                    .put("l", decimal(balance.locked())));
    tell(account.account(), event);
  }

  @Override
  public void onTrade(Trade trade) {
    // Told by the executions.
  }

  @Override
  public void onAggTrade(AggTrade trade) {
    // Not of an account.
  }

  @Override
  public void onBook(SymbolMarket market, BookSnapshot book) {
    // Not of an account.
  }
}
