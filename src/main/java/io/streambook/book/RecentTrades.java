package io.streambook.book;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The last trades of the trading day: those that can be cancelled. A ring, so that a trade costs
 * the same however many there were; no allocation once warm. Knows which have changed since they
 * were saved.
 */
final class RecentTrades {
  /** So many trades of a symbol are remembered, and none of an earlier day. */
  static final int MAX = 4_096;

  private static final class Party {
    private String account;
    private long idKey;

    /** Null when the key tells it. */
    private String longId;

    private long venueOrderId;

    void set(BookOrder order) {
      account = order.account;
      idKey = order.idKey;
      longId = OrderIdKey.isText(idKey) ? null : order.orderId();
      venueOrderId = order.venueOrderId;
    }

    void set(RecentTrade.Party row) {
      account = row.account();
      idKey = OrderIdKey.of(row.orderId());
      longId = OrderIdKey.isText(idKey) ? null : row.orderId();
      venueOrderId = row.venueOrderId();
    }

    RecentTrade.Party row() {
      return new RecentTrade.Party(
          account, longId == null ? OrderIdKey.text(idKey) : longId, venueOrderId);
    }
  }

  private static final class Slot {
    private long sequence;
    private int index;
    private final Party buyer = new Party();
    private final Party seller = new Party();
    private long qty;
    private long price;
    private String currency;
    private boolean cancelled;
  }

  private Slot[] slots = new Slot[16];

  /** How many trades there were today; the next one takes this slot, modulo {@link #MAX}. */
  private long count;

  /** The first of them that is not saved. */
  private long firstUnsaved;

  /** Slots of saved ones that were cancelled since. */
  private final TreeSet<Integer> cancelledSinceSaved = new TreeSet<>();

  private int tradingDay;

  /** A trading day has begun. */
  void day(int newest) {
    tradingDay = newest;
    count = 0;
    firstUnsaved = 0;
    cancelledSinceSaved.clear();
  }

  void add(long sequence, int index, BookOrder buyer, BookOrder seller, long qty, long price) {
    Slot slot = slot((int) (count % MAX));
    slot.sequence = sequence;
    slot.index = index;
    slot.buyer.set(buyer);
    slot.seller.set(seller);
    slot.qty = qty;
    slot.price = price;
    slot.currency = buyer.terms.currency;
    slot.cancelled = false;
    count++;
    if (count - firstUnsaved > MAX) {
      firstUnsaved++;
    }
  }

  private Slot slot(int at) {
    if (at >= slots.length) {
      slots = Arrays.copyOf(slots, slots.length * 2);
    }
    if (slots[at] == null) {
      slots[at] = new Slot();
    }
    return slots[at];
  }

  /** Null when it is not remembered. Looks at all of them: for what is rare. */
  RecentTrade find(long sequence, int index) {
    for (int at = 0; at < size(); at++) {
      if (slots[at].sequence == sequence && slots[at].index == index) {
        return row(at);
      }
    }
    return null;
  }

  /** Whether that one may have been forgotten. */
  boolean isBefore(long sequence, int index) {
    if (count < MAX) {
      return false;
    }
    Slot oldest = slots[(int) (count % MAX)];
    return sequence < oldest.sequence || (sequence == oldest.sequence && index < oldest.index);
  }

  private int size() {
    return (int) Math.min(count, MAX);
  }

  void cancel(RecentTrade trade) {
    slots[trade.slot()].cancelled = true;
    cancelledSinceSaved.add(trade.slot());
  }

  private RecentTrade row(int at) {
    Slot slot = slots[at];
    return new RecentTrade(
        at,
        slot.sequence,
        slot.index,
        tradingDay,
        slot.buyer.row(),
        slot.seller.row(),
        slot.qty,
        slot.price,
        slot.currency,
        slot.cancelled);
  }

  // ---- saving

  /** As they were saved, in any order, with those of earlier days. */
  void restore(List<RecentTrade> rows, int day) {
    day(day);
    List<RecentTrade> today = new ArrayList<>(rows);
    today.removeIf(row -> row.tradingDay() != day);
    today.sort(Comparator.comparingInt(RecentTrade::slot));
    for (RecentTrade row : today) {
      Slot slot = slot(row.slot());
      slot.sequence = row.sequence();
      slot.index = row.index();
      slot.buyer.set(row.buyer());
      slot.seller.set(row.seller());
      slot.qty = row.qty();
      slot.price = row.price();
      slot.currency = row.currency();
      slot.cancelled = row.cancelled();
    }
    count = today.size() < MAX ? today.size() : MAX + newest(today) + 1;
    firstUnsaved = count;
  }

  private static int newest(List<RecentTrade> trades) {
    return trades.stream()
        .max(Comparator.comparingLong(RecentTrade::sequence).thenComparing(RecentTrade::index))
        .map(RecentTrade::slot)
        .orElse(-1);
  }

  int unsaved() {
    return (int) (count - firstUnsaved) + cancelledSinceSaved.size();
  }

  /** Hands out up to so many that are not saved. */
  void saveChanges(Matching.Sink sink, int max) throws Exception {
    int left = max;
    for (; left > 0 && firstUnsaved < count; left--) {
      sink.put(row((int) (firstUnsaved % MAX)));
      firstUnsaved++;
    }
    for (; left > 0 && !cancelledSinceSaved.isEmpty(); left--) {
      sink.put(row(cancelledSinceSaved.pollFirst()));
    }
  }
}
