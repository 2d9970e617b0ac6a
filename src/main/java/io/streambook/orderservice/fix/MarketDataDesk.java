package io.streambook.orderservice.fix;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Trade;
import io.streambook.orderservice.desk.AggTrade;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.SymbolMarket;
import io.streambook.risk.AccountSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.FieldNotFound;
import quickfix.Group;
import quickfix.Message;
import quickfix.field.MDEntryType;
import quickfix.field.MDReqID;
import quickfix.field.MDReqRejReason;
import quickfix.field.MDUpdateType;
import quickfix.field.MarketDepth;
import quickfix.field.NoMDEntryTypes;
import quickfix.field.NoRelatedSym;
import quickfix.field.SubscriptionRequestType;
import quickfix.field.Symbol;
import quickfix.field.Text;
import quickfix.fix44.MarketDataRequestReject;

/** Answers MarketDataRequests (V): snapshots at once, changes every 100 ms. */
final class MarketDataDesk implements Markets.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MarketDataDesk.class);
  private static final long INTERVAL_MILLIS = 100;
  private static final int SUBSCRIPTIONS_MAX = 1_000;

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Map<Key, List<MarketDataSubscription>> subscriptions = new ConcurrentHashMap<>();
  private final Markets markets;

  private record Key(FixSession session, String id) {}

  /** A request can't be served. */
  private static final class Unserved extends Exception {
    private final char reason;

    /**
     * @param reason FIX MDReqRejReason (281)
     */
    Unserved(char reason, String text) {
      super(text, null, false, false);
      this.reason = reason;
    }
  }

  MarketDataDesk(Markets markets) {
    this.markets = markets;
    markets.listen(this);
  }

  void start() {
    var unused =
        clock.scheduleAtFixedRate(
            this::tellChanges, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tellChanges() {
    try {
      subscriptions.forEach((key, list) -> list.forEach(one -> tellChange(key.session(), one)));
    } catch (RuntimeException e) {
      LOG.error("market data could not be sent", e);
    }
  }

  private static void tellChange(FixSession session, MarketDataSubscription subscription) {
    Message change = subscription.change();
    if (change != null) {
      session.send(change);
    }
  }

  void request(Message request, FixSession session) throws FieldNotFound {
    try {
      serve(request, session);
    } catch (Unserved e) {
      MarketDataRequestReject reject = new MarketDataRequestReject();
      reject.setString(MDReqID.FIELD, request.getString(MDReqID.FIELD));
      reject.setChar(MDReqRejReason.FIELD, e.reason);
      reject.setString(Text.FIELD, e.getMessage());
      session.send(reject);
    }
  }

  private void serve(Message request, FixSession session) throws FieldNotFound, Unserved {
    Key key = new Key(session, request.getString(MDReqID.FIELD));
    switch (request.getChar(SubscriptionRequestType.FIELD)) {
      case '0' -> subscriptions(request).forEach(one -> session.send(one.snapshot()));
      case '1' -> subscribe(key, subscriptions(request));
      case '2' -> subscriptions.remove(key);
      default -> throw new Unserved('4', "SubscriptionRequestType (263) must be 0, 1 or 2");
    }
  }

  private void subscribe(Key key, List<MarketDataSubscription> wanted) throws Unserved {
    if (subscriptions.containsKey(key)) {
      throw new Unserved('1', "MDReqID (262) is in use");
    }
    long others =
        subscriptions.entrySet().stream()
            .filter(entry -> entry.getKey().session() == key.session())
            .mapToLong(entry -> entry.getValue().size())
            .sum();
    if (others + wanted.size() > SUBSCRIPTIONS_MAX) {
      throw new Unserved('2', "at most " + SUBSCRIPTIONS_MAX + " symbols at a time");
    }
    subscriptions.put(key, wanted); // first: else a trade in between would be told by neither
    wanted.forEach(one -> one.begin(key.session()::send));
  }

  private List<MarketDataSubscription> subscriptions(Message request)
      throws FieldNotFound, Unserved {
    MarketDataSubscription.Wish wish = wish(request);
    List<MarketDataSubscription> list = new ArrayList<>();
    for (Group group : request.getGroups(NoRelatedSym.FIELD)) {
      String symbol = group.getString(Symbol.FIELD);
      SymbolMarket market =
          markets
              .find(symbol)
              .orElseThrow(() -> new Unserved('0', "Symbol (55) " + symbol + " is unknown"));
      list.add(new MarketDataSubscription(market, wish));
    }
    return list;
  }

  private static MarketDataSubscription.Wish wish(Message request) throws FieldNotFound, Unserved {
    int depth = request.getInt(MarketDepth.FIELD);
    if (depth < 0) {
      throw new Unserved('5', "MarketDepth (264) must be 0 or more");
    }
    int updates = request.isSetField(MDUpdateType.FIELD) ? request.getInt(MDUpdateType.FIELD) : 0;
    if (updates != 0 && updates != 1) {
      throw new Unserved('6', "MDUpdateType (265) must be 0 or 1");
    }
    StringBuilder types = new StringBuilder();
    for (Group group : request.getGroups(NoMDEntryTypes.FIELD)) {
      char type = group.getChar(MDEntryType.FIELD);
      if (type < '0' || type > '2') {
        throw new Unserved('8', "MDEntryType (269) must be 0, 1 or 2");
      }
      types.append(type);
    }
    return new MarketDataSubscription.Wish(
        request.getString(MDReqID.FIELD), depth, updates == 1, types.toString());
  }

  /** A session is gone: who logs on again asks again. */
  void forget(FixSession session) {
    subscriptions.keySet().removeIf(key -> key.session() == session);
  }

  @Override
  public void onTrade(Trade trade) {
    subscriptions.values().forEach(list -> list.forEach(one -> one.onTrade(trade)));
  }

  @Override
  public void onAggTrade(AggTrade trade) {
    // Told trade by trade.
  }

  @Override
  public void onBook(SymbolMarket market, BookSnapshot book) {
    // Looked at every 100 ms.
  }

  @Override
  public void onAccount(AccountSnapshot account) {
    // Not market data.
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
