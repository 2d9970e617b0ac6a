package io.streambook.orderservice.fix;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Decimal8;
import io.streambook.book.Trade;
import io.streambook.orderservice.desk.SymbolMarket;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import quickfix.Group;
import quickfix.Message;
import quickfix.field.MDEntryPx;
import quickfix.field.MDEntrySize;
import quickfix.field.MDEntryType;
import quickfix.field.MDReqID;
import quickfix.field.MDUpdateAction;
import quickfix.field.NoMDEntries;
import quickfix.field.Symbol;
import quickfix.fix44.MarketDataIncrementalRefresh;
import quickfix.fix44.MarketDataSnapshotFullRefresh;

/** What one MarketDataRequest (V) wants of one symbol, and what it was last told. */
final class MarketDataSubscription {
  private static final char BID = '0';
  private static final char OFFER = '1';
  private static final char TRADE = '2';
  private static final char NEW = '0';
  private static final char CHANGE = '1';
  private static final char DELETE = '2';
  private static final int TRADES_WAITING_MAX = 1_000;

  private final SymbolMarket market;
  private final Wish wish;
  private final Queue<Trade> trades = new ArrayDeque<>();
  private Map<Long, Long> bids = Map.of();
  private Map<Long, Long> asks = Map.of();
  private long sequence = -1;
  private boolean begun;

  /**
   * What is wanted.
   *
   * @param depth price levels of a side; 0 for all
   * @param types FIX MDEntryType (269) of each
   */
  record Wish(String id, int depth, boolean incremental, String types) {
    private boolean wants(char type) {
      return types.indexOf(type) >= 0;
    }
  }

  MarketDataSubscription(SymbolMarket market, Wish wish) {
    this.market = market;
    this.wish = wish;
  }

  synchronized void onTrade(Trade trade) {
    if (wish.wants(TRADE) && trade.symbol().equals(market.symbol())) {
      if (trades.size() == TRADES_WAITING_MAX) {
        trades.remove();
      }
      trades.add(trade);
    }
  }

  /** Tells all as it is now; changes follow. */
  synchronized void begin(Consumer<Message> out) {
    out.accept(snapshot());
    begun = true;
  }

  /** All as it is now. */
  synchronized Message snapshot() {
    take(market.book());
    trades.clear();
    MarketDataSnapshotFullRefresh message = new MarketDataSnapshotFullRefresh();
    message.setString(MDReqID.FIELD, wish.id());
    message.setString(Symbol.FIELD, market.symbol());
    bids.forEach((price, qty) -> message.addGroup(level(BID, price, qty)));
    asks.forEach((price, qty) -> message.addGroup(level(OFFER, price, qty)));
    Trade last = market.lastTrade();
    if (wish.wants(TRADE) && last != null) {
      message.addGroup(level(TRADE, last.price(), last.qty()));
    }
    if (!message.hasGroup(NoMDEntries.FIELD)) {
      message.setInt(NoMDEntries.FIELD, 0); // required, also where there is nothing
    }
    return message;
  }

  /** What changed since the last message; null when nothing did. */
  synchronized Message change() {
    BookSnapshot book = market.book();
    boolean sameBook = book == null || book.sequence() == sequence;
    if (!begun || (sameBook && trades.isEmpty())) {
      return null;
    }
    if (!wish.incremental()) {
      return snapshot();
    }
    Map<Long, Long> oldBids = bids;
    Map<Long, Long> oldAsks = asks;
    take(book);
    MarketDataIncrementalRefresh message = new MarketDataIncrementalRefresh();
    message.setString(MDReqID.FIELD, wish.id());
    changes(message, BID, oldBids, bids);
    changes(message, OFFER, oldAsks, asks);
    for (Trade trade : trades) {
      add(message, NEW, TRADE, trade.price(), trade.qty());
    }
    trades.clear();
    return message.hasGroup(NoMDEntries.FIELD) ? message : null;
  }

  private void take(BookSnapshot book) {
    if (book != null) {
      sequence = book.sequence();
      bids = wish.wants(BID) ? levels(book.bids()) : Map.of();
      asks = wish.wants(OFFER) ? levels(book.asks()) : Map.of();
    }
  }

  private Map<Long, Long> levels(List<BookSnapshot.Level> all) {
    Map<Long, Long> levels = new LinkedHashMap<>();
    for (BookSnapshot.Level level : all) {
      if (wish.depth() == 0 || levels.size() < wish.depth()) {
        levels.put(level.price(), level.qty());
      }
    }
    return levels;
  }

  private void changes(Message message, char type, Map<Long, Long> before, Map<Long, Long> now) {
    before.forEach(
        (price, qty) -> {
          if (!now.containsKey(price)) {
            add(message, DELETE, type, price, qty);
          }
        });
    now.forEach(
        (price, qty) -> {
          Long old = before.get(price);
          if (old == null) {
            add(message, NEW, type, price, qty);
          } else if (!old.equals(qty)) {
            add(message, CHANGE, type, price, qty);
          }
        });
  }

  private void add(Message message, char action, char type, long price, long qty) {
    Group entry = new MarketDataIncrementalRefresh.NoMDEntries();
    entry.setChar(MDUpdateAction.FIELD, action);
    fill(entry, type, price, qty);
    entry.setString(Symbol.FIELD, market.symbol());
    message.addGroup(entry);
  }

  private static Group level(char type, long price, long qty) {
    Group entry = new MarketDataSnapshotFullRefresh.NoMDEntries();
    fill(entry, type, price, qty);
    return entry;
  }

  private static void fill(Group entry, char type, long price, long qty) {
    entry.setChar(MDEntryType.FIELD, type);
    entry.setString(MDEntryPx.FIELD, Decimal8.format(price));
    entry.setString(MDEntrySize.FIELD, Decimal8.format(qty));
  }
}
