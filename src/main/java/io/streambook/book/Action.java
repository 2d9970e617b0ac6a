package io.streambook.book;

/**
 * What an order message asks for: FIX NewOrderSingle (D), OrderCancelRequest (F),
 * OrderCancelReplaceRequest (G), OrderMassCancelRequest (q). TRADE_CANCEL and ADJUST are an
 * operator's: of a trade that shall not have been (FIX ExecType H), and of what an account holds
 * (FIX PositionMaintenanceRequest, AL).
 */
public enum Action {
  UNKNOWN,
  NEW,
  CANCEL,
  REPLACE,
  MASS_CANCEL,
  TRADE_CANCEL,
  ADJUST
}
