package io.streambook.book;

/** An order inside the book: mutable, pooled, and a link in the queue of its price. */
final class BookOrder {
  long venueOrderId;
  long priority;
  Side side;
  OrderType orderType;
  TimeInForce timeInForce;
  long price;
  long qty;
  long cumQty;
  String account;
  String orderId;

  /** Of account and orderId: tells most orders apart without a look at their texts. */
  int ownerHash;

  String currency;

  /** True when the state outside has a row of it. */
  boolean saved;

  /** True while it stands among the {@link UnsavedOrders}, whose links are the two below. */
  boolean unsaved;

  BookOrder previousUnsaved;
  BookOrder nextUnsaved;

  /** Its price level while it rests, else null. */
  Level level;

  /** Neighbours in the queue of the level; next also links the pool. */
  BookOrder previous;

  BookOrder next;

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

  /** Whether a remainder of it stays in the book. */
  boolean rests() {
    return orderType == OrderType.LIMIT
        && (timeInForce == TimeInForce.DAY || timeInForce == TimeInForce.GTC);
  }

  /** Takes over what the sender said; id and fills are those of a command that has no order yet. */
  void set(OrderCommand command, String currency) {
    venueOrderId = 0;
    priority = 0;
    side = command.side();
    orderType = command.orderType();
    timeInForce = command.timeInForce();
    price = command.price();
    qty = command.qty();
    cumQty = 0;
    own(command.account(), command.orderId());
    this.currency = currency;
    saved = false;
  }

  void set(WorkingOrder row) {
    venueOrderId = row.venueOrderId();
    priority = row.priority();
    side = row.side();
    orderType = OrderType.LIMIT;
    timeInForce = row.timeInForce();
    price = row.price();
    qty = row.qty();
    cumQty = row.cumQty();
    own(row.account(), row.orderId());
    currency = row.currency();
    saved = true;
  }

  void own(String newAccount, String newOrderId) {
    account = newAccount;
    orderId = newOrderId;
    ownerHash = 31 * newAccount.hashCode() + newOrderId.hashCode();
  }

  WorkingOrder row() {
    return new WorkingOrder(
        venueOrderId, priority, side, price, qty, cumQty, timeInForce, account, orderId, currency);
  }
}
