package io.streambook.orderservice.access;

/** What an API key may do. */
public enum Permission {
  /** See orders, trades and holdings of its account. */
  READ,
  /** Send, change and cancel orders of its account. */
  TRADE,
  /**
   * Turn its kill switch: block its new orders, cancel its working ones, and let it trade again.
   */
  KILL
}
