package io.streambook.book;

/**
 * FIX ExecType (150); CANCEL_REJECT stands for FIX OrderCancelReject (9), MASS_CANCEL_REPORT for
 * FIX OrderMassCancelReport (r), POSITION_REPORT for FIX PositionMaintenanceReport (AM).
 */
public enum ExecType {
  UNKNOWN,
  NEW,
  TRADE,
  CANCELED,
  REPLACED,
  REJECTED,
  EXPIRED,
  CANCEL_REJECT,
  TRIGGERED,
  RESTATED,
  TRADE_CANCEL,
  MASS_CANCEL_REPORT,
  POSITION_REPORT
}
