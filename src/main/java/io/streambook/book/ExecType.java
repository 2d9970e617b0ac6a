package io.streambook.book;

/** FIX ExecType (150); CANCEL_REJECT stands for FIX OrderCancelReject (9). */
public enum ExecType {
  UNKNOWN,
  NEW,
  TRADE,
  CANCELED,
  REPLACED,
  REJECTED,
  EXPIRED,
  CANCEL_REJECT
}
