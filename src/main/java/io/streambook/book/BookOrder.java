package io.streambook.book;

/**
 * An order inside the book: mutable, pooled, and a link in the queue of its price. 96 bytes in a
 * heap with compressed references.
 */
final class BookOrder {
  /** What only few orders have. */
  private static final class Extra {
    /** Null when {@link #idKey} tells it. */
    String orderId;

    long hiddenQty;
  }

  long venueOrderId;
  long priority;
  long price;
  long qty;
  long cumQty;

  /** Of the orderId: see {@link OrderIdKey}. */
  long idKey;

  String account;
  OrderTerms terms;

  /** Null for most, and kept in the pool. */
  private Extra extra;

  /** Its price level while it rests, else null. */
  Level level;

  /** Neighbours in the queue of the level; next also links the pool. */
  BookOrder previous;

  BookOrder next;

  /** Of account and orderId. */
  int ownerHash;

  /** Its place among the {@link UnsavedOrders}, plus one; 0 when it is not there. */
  int unsavedPlace;

  /** Whether the stop price of a STOP or STOP_LIMIT order was reached. */
  boolean triggered;

  /** True when the state outside has a row of it. */
  boolean saved;

  Side side() {
    return terms.side;
  }

  OrderType orderType() {
    return terms.orderType;
  }

  TimeInForce timeInForce() {
    return terms.timeInForce;
  }

  Conditions conditions() {
    return terms.conditions;
  }

  String orderId() {
    return OrderIdKey.isText(idKey) ? OrderIdKey.text(idKey) : extra.orderId;
  }

  /** Of an iceberg: what of it is not shown. */
  long hiddenQty() {
    return extra == null ? 0 : extra.hiddenQty;
  }

  void hide(long qtyHidden) {
    if (extra == null) {
      if (qtyHidden == 0) {
        return;
      }
      extra = new Extra();
    }
    extra.hiddenQty = qtyHidden;
  }

  long leavesQty() {
    return qty - cumQty;
  }

  /** FIX OrdStatus (39) while it works, or once it is filled. */
  OrdStatus status() {
    if (cumQty == 0) {
      return OrdStatus.NEW;
    }
    return cumQty < qty ? OrdStatus.PARTIALLY_FILLED : OrdStatus.FILLED;
  }

  /** What of it can be traded before it goes to the back of the queue. */
  long shownQty() {
    return leavesQty() - hiddenQty();
  }

  /** Shows so much of what is left, at most; the rest is hidden. To be called in no queue. */
  void show(long displayQty) {
    hide(displayQty == 0 ? 0 : Math.max(0, leavesQty() - displayQty));
  }

  /** Whether a remainder of it stays in the book. */
  boolean rests() {
    return terms.rests;
  }

  /** Whether it waits for its stop price. */
  boolean waits() {
    return terms.isStop && !triggered;
  }

  /** The limit that it was sent with: that of a STOP or collected MARKET is its protection. */
  long reportedPrice() {
    boolean collected = orderType() == OrderType.MARKET && priority > 0;
    return orderType() == OrderType.STOP || collected ? Decimal8.NONE : price;
  }

  /** Takes over what the sender said; id and fills are those of a command that has no order yet. */
  void set(OrderCommand command, OrderTerms newTerms) {
    venueOrderId = 0;
    priority = 0;
    terms = newTerms;
    price = command.price();
    qty = command.qty();
    cumQty = 0;
    hide(0);
    triggered = false;
    own(command.account(), command.orderId());
    saved = false;
  }

  void set(WorkingOrder row, OrderTerms newTerms) {
    venueOrderId = row.venueOrderId();
    priority = row.priority();
    terms = newTerms;
    triggered = row.triggered();
    hide(row.hiddenQty());
    price = row.price();
    qty = row.qty();
    cumQty = row.cumQty();
    own(row.account(), row.orderId());
    saved = true;
  }

  private void own(String newAccount, String orderId) {
    account = newAccount;
    name(orderId);
    ownerHash = ownerHash(newAccount, idKey);
  }

  /** Gives it another orderId; to be called while it is not live. */
  void name(String orderId) {
    idKey = OrderIdKey.of(orderId);
    boolean isText = OrderIdKey.isText(idKey);
    if (extra != null) {
      extra.orderId = isText ? null : orderId;
    } else if (!isText) {
      extra = new Extra();
      extra.orderId = orderId;
    }
  }

  /** Whether it is the order of this account with this orderId. */
  boolean is(String otherAccount, long otherKey, String otherId) {
    return idKey == otherKey
        && (OrderIdKey.isText(otherKey) || extra.orderId.equals(otherId))
        && account.equals(otherAccount);
  }

  /** Whether it has the account and the orderId of the other. */
  boolean isLike(BookOrder other) {
    return idKey == other.idKey
        && (OrderIdKey.isText(idKey) || extra.orderId.equals(other.extra.orderId))
        && account.equals(other.account);
  }

  /** All bits spread, so that any of them say where in a table to look. */
  static int ownerHash(String account, long idKey) {
    long mixed = (idKey + account.hashCode() * 0x9E3779B97F4A7C15L) * 0xD1342543DE82EF95L;
    return (int) (mixed >>> 32) ^ (int) (mixed >>> 53);
  }

  WorkingOrder row() {
    return new WorkingOrder(
        venueOrderId,
        priority,
        side(),
        orderType(),
        price,
        qty,
        cumQty,
        hiddenQty(),
        triggered,
        timeInForce(),
        conditions(),
        account,
        orderId(),
        terms.currency);
  }
}
