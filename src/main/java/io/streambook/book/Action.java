package io.streambook.book;

/**
 * What an order message asks for: FIX NewOrderSingle (D), OrderCancelRequest (F),
 * OrderCancelReplaceRequest (G), OrderMassCancelRequest (q).
 */
public enum Action {
  UNKNOWN,
  NEW,
  CANCEL,
  REPLACE,
  MASS_CANCEL
}
