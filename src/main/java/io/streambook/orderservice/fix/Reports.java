package io.streambook.orderservice.fix;

import io.streambook.book.Action;
import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import io.streambook.orderservice.desk.ClientOrderIds;
import io.streambook.orderservice.desk.OrderView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import quickfix.Message;
import quickfix.field.Account;
import quickfix.field.AvgPx;
import quickfix.field.ClOrdID;
import quickfix.field.CumQty;
import quickfix.field.Currency;
import quickfix.field.CxlRejReason;
import quickfix.field.CxlRejResponseTo;
import quickfix.field.ExecID;
import quickfix.field.ExecInst;
import quickfix.field.ExecRefID;
import quickfix.field.ExecRestatementReason;
import quickfix.field.ExpireTime;
import quickfix.field.LastLiquidityInd;
import quickfix.field.LastPx;
import quickfix.field.LastQty;
import quickfix.field.LeavesQty;
import quickfix.field.MassCancelRequestType;
import quickfix.field.MassCancelResponse;
import quickfix.field.MaxFloor;
import quickfix.field.MinQty;
import quickfix.field.OrdRejReason;
import quickfix.field.OrdStatus;
import quickfix.field.OrdType;
import quickfix.field.OrderID;
import quickfix.field.OrderQty;
import quickfix.field.OrigClOrdID;
import quickfix.field.Price;
import quickfix.field.SecondaryExecID;
import quickfix.field.StopPx;
import quickfix.field.Symbol;
import quickfix.field.Text;
import quickfix.field.TotalAffectedOrders;
import quickfix.field.TradeDate;
import quickfix.field.TransactTime;
import quickfix.fix44.ExecutionReport;
import quickfix.fix44.OrderCancelReject;
import quickfix.fix44.OrderMassCancelReport;

/** What the venue says, as FIX messages. */
final class Reports {
  private static final String NO_ORDER = "NONE";
  private static final int REPRICING = 3;
  private static final int OTHER = 99;
  private static final char OWN_IDS = '~';

  private Reports() {}

  /**
   * A step of an order, or the answer to a request.
   *
   * @param order after it, or null
   * @param refId ExecID (17) of the execution that it takes back; empty where that is not known
   * @param request what the request was, where that is known; else null
   */
  static Message of(Execution step, OrderView order, String refId, Action request) {
    return switch (step.execType()) {
      case CANCEL_REJECT -> cancelReject(step, order, request);
      case MASS_CANCEL_REPORT -> massCancelReport(step);
      default -> executionReport(step, order, refId);
    };
  }

  private static Message executionReport(Execution step, OrderView order, String refId) {
    ExecutionReport report = new ExecutionReport();
    report.setString(OrderID.FIELD, Long.toString(step.venueOrderId()));
    report.setString(ExecID.FIELD, step.execId());
    report.setChar(quickfix.field.ExecType.FIELD, Codes.of(step.execType()));
    report.setChar(OrdStatus.FIELD, Codes.of(step.ordStatus()));
    names(report, step, order);
    terms(
        report,
        step.account(),
        step.symbol(),
        step.side(),
        order == null ? step.orderType() : order.enteredType(),
        step.qty(),
        step.price());
    report.setChar(quickfix.field.TimeInForce.FIELD, Codes.of(step.timeInForce()));
    conditions(report, step.conditions());
    decimal(report, LeavesQty.FIELD, step.leavesQty());
    decimal(report, CumQty.FIELD, step.cumQty());
    report.setString(AvgPx.FIELD, averagePrice(order));
    time(report, TransactTime.FIELD, step.time());
    report.setString(
        TradeDate.FIELD,
        LocalDate.ofEpochDay(step.tradingDay()).format(DateTimeFormatter.BASIC_ISO_DATE));
    if (!step.currency().isEmpty()) {
      report.setString(Currency.FIELD, step.currency());
    }
    if (step.execType() == ExecType.TRADE) {
      decimal(report, LastQty.FIELD, step.lastQty());
      decimal(report, LastPx.FIELD, step.lastPx());
      report.setString(SecondaryExecID.FIELD, tradeId(step));
      report.setInt(LastLiquidityInd.FIELD, step.requestId().isEmpty() ? 1 : 2);
    }
    if (step.execType() == ExecType.REJECTED && step.reason() != null) {
      report.setInt(OrdRejReason.FIELD, step.reason().ordRejReason());
    }
    if (step.execType() == ExecType.RESTATED || step.execType() == ExecType.TRIGGERED) {
      report.setInt(
          ExecRestatementReason.FIELD, step.reason() == Reason.PRICE_BAND ? REPRICING : OTHER);
    }
    if (step.execType() == ExecType.TRADE_CANCEL) {
      tradeCancel(report, step, order, refId);
    }
    text(report, step);
    return report;
  }

  /** The trade by the name that topics and operators have for it. */
  private static String tradeId(Execution trade) {
    return Trade.tradeId(trade.symbol(), trade.sequence(), trade.tradeIndex());
  }

  /** The order stays as it is, as far as it is known here. */
  private static void tradeCancel(
      ExecutionReport report, Execution step, OrderView order, String refId) {
    if (!refId.isEmpty()) {
      report.setString(ExecRefID.FIELD, refId);
    }
    report.setString(SecondaryExecID.FIELD, step.correction().tradeId());
    decimal(report, LastQty.FIELD, step.lastQty());
    decimal(report, LastPx.FIELD, step.lastPx());
    report.setString(Text.FIELD, printable(step.correction().comment()));
    if (order != null) {
      report.setChar(OrdStatus.FIELD, Codes.of(order.status()));
      decimal(report, OrderQty.FIELD, order.qty());
      decimal(report, CumQty.FIELD, order.cumQty());
      decimal(report, LeavesQty.FIELD, order.isOpen() ? order.qty() - order.cumQty() : 0);
    }
  }

  /** ClOrdID is the order's, but that of the request where the request changed or ended it. */
  private static void names(Message report, Execution step, OrderView order) {
    String request = shown(step.requestId());
    String name = printable(order == null ? step.orderId() : order.clientOrderId());
    boolean asked =
        step.execType() == ExecType.CANCELED && request != null && step.reason() == null;
    if (asked && !request.equals(name)) {
      report.setString(ClOrdID.FIELD, request);
      report.setString(OrigClOrdID.FIELD, name);
    } else {
      report.setString(ClOrdID.FIELD, name);
      if (step.execType() == ExecType.REPLACED && name.equals(request)) {
        report.setString(OrigClOrdID.FIELD, printable(order.formerOrderId()));
      }
    }
  }

  /** An id as its sender chose it; null for one of our own. */
  private static String shown(String id) {
    int end = id.indexOf(OWN_IDS);
    if (id.isEmpty() || end == 0) {
      return null;
    }
    return printable(end < 0 ? id : id.substring(0, end));
  }

  /**
   * A text that a message can carry. Whoever sends straight to Kafka can choose any: the venue
   * refuses ids with control characters, but says so under that id.
   */
  private static String printable(String text) {
    return text.isEmpty() ? NO_ORDER : text.replaceAll("\\p{Cntrl}", "?");
  }

  /** An id for one of several commands that carry out one request. */
  static String part(String id, int number) {
    return id + OWN_IDS + number;
  }

  private static Message cancelReject(Execution step, OrderView order, Action request) {
    String name = printable(order == null ? step.orderId() : order.clientOrderId());
    Message reject =
        cancelReject(
            step.venueOrderId() == 0 ? NO_ORDER : Long.toString(step.venueOrderId()),
            printable(step.requestId()),
            name,
            Codes.of(step.ordStatus()),
            request == Action.REPLACE,
            step.reason() == null ? OTHER : step.reason().cxlRejReason());
    reject.setString(Account.FIELD, step.account());
    time(reject, TransactTime.FIELD, step.time());
    text(reject, step);
    return reject;
  }

  private static OrderCancelReject cancelReject(
      String orderId, String id, String origId, char status, boolean replace, int reason) {
    OrderCancelReject reject = new OrderCancelReject();
    reject.setString(OrderID.FIELD, orderId);
    reject.setString(ClOrdID.FIELD, id);
    reject.setString(OrigClOrdID.FIELD, printable(origId));
    reject.setChar(OrdStatus.FIELD, status);
    reject.setChar(CxlRejResponseTo.FIELD, replace ? '2' : '1');
    reject.setInt(CxlRejReason.FIELD, reason);
    return reject;
  }

  /**
   * A cancel or replace that does not go to the venue.
   *
   * @param order that it is about, or null
   * @param cxlRejReason FIX CxlRejReason (102)
   */
  static Message cancelRefused(
      String id, String origId, OrderView order, boolean replace, int cxlRejReason, String text) {
    OrderCancelReject reject =
        cancelReject(
            order == null ? NO_ORDER : Long.toString(order.venueOrderId()),
            id,
            origId,
            order == null ? '8' : Codes.of(order.status()),
            replace,
            cxlRejReason);
    reject.setString(Text.FIELD, text);
    return reject;
  }

  private static Message massCancelReport(Execution step) {
    boolean accepted = step.ordStatus() != io.streambook.book.OrdStatus.REJECTED;
    boolean all = step.requestId().indexOf(OWN_IDS) > 0;
    OrderMassCancelReport report =
        massCancelReport(String.valueOf(shown(step.requestId())), all ? '7' : '1', accepted);
    report.setString(OrderID.FIELD, step.execId());
    report.setString(Symbol.FIELD, step.symbol());
    report.setString(Account.FIELD, step.account());
    if (accepted && step.text() != null && step.text().matches("orders=[0-9]{1,9}")) {
      report.setInt(
          TotalAffectedOrders.FIELD, Integer.parseInt(step.text().substring("orders=".length())));
    }
    time(report, TransactTime.FIELD, step.time());
    text(report, step);
    return report;
  }

  private static OrderMassCancelReport massCancelReport(String id, char type, boolean accepted) {
    OrderMassCancelReport report = new OrderMassCancelReport();
    report.setString(ClOrdID.FIELD, id);
    report.setString(OrderID.FIELD, NO_ORDER);
    report.setChar(MassCancelRequestType.FIELD, type);
    report.setChar(MassCancelResponse.FIELD, accepted ? type : '0');
    return report;
  }

  /** Nothing works that could be cancelled. */
  static Message nothingToCancel(String id) {
    Message report = massCancelReport(id, '7', true);
    report.setInt(TotalAffectedOrders.FIELD, 0);
    return report;
  }

  /** A mass cancel that does not go to the venue. */
  static Message massCancelRefused(String id, char type, String text) {
    Message report = massCancelReport(id, type, false);
    report.setString(Text.FIELD, text);
    return report;
  }

  /** A new order that does not go to the venue. */
  static Message refused(String id, String symbol, char side, int ordRejReason, String text) {
    ExecutionReport report = new ExecutionReport();
    report.setString(OrderID.FIELD, NO_ORDER);
    report.setString(ExecID.FIELD, ClientOrderIds.random());
    report.setChar(quickfix.field.ExecType.FIELD, '8');
    report.setChar(OrdStatus.FIELD, '8');
    report.setString(ClOrdID.FIELD, id);
    report.setString(Symbol.FIELD, symbol);
    report.setChar(quickfix.field.Side.FIELD, side);
    report.setString(LeavesQty.FIELD, "0");
    report.setString(CumQty.FIELD, "0");
    report.setString(AvgPx.FIELD, "0");
    report.setInt(OrdRejReason.FIELD, ordRejReason);
    report.setString(Text.FIELD, text);
    return report;
  }

  /** The order as it stands (ExecType = order status). */
  static Message status(OrderView order) {
    ExecutionReport report = new ExecutionReport();
    report.setString(OrderID.FIELD, Long.toString(order.venueOrderId()));
    report.setString(ExecID.FIELD, ClientOrderIds.random());
    report.setChar(quickfix.field.ExecType.FIELD, Codes.ORDER_STATUS);
    report.setChar(OrdStatus.FIELD, Codes.of(order.status()));
    report.setString(ClOrdID.FIELD, printable(order.clientOrderId()));
    terms(
        report,
        order.account(),
        order.symbol(),
        order.side(),
        order.enteredType(),
        order.qty(),
        order.price());
    report.setChar(quickfix.field.TimeInForce.FIELD, Codes.of(order.timeInForce()));
    conditions(report, order.conditions());
    decimal(report, LeavesQty.FIELD, order.leavesQty());
    decimal(report, CumQty.FIELD, order.cumQty());
    report.setString(AvgPx.FIELD, averagePrice(order));
    time(report, TransactTime.FIELD, order.updatedTime());
    if (order.reason() != null) {
      report.setString(Text.FIELD, text(order.reason(), order.text()));
    }
    return report;
  }

  /** The broker has a command, the venue has not answered it yet. */
  static Message pending(OrderCommand command, OrderView target) {
    char code =
        switch (command.action()) {
          case CANCEL -> Codes.PENDING_CANCEL;
          case REPLACE -> Codes.PENDING_REPLACE;
          default -> Codes.PENDING_NEW;
        };
    boolean cancel = command.action() == Action.CANCEL;
    ExecutionReport report = new ExecutionReport();
    report.setString(
        OrderID.FIELD, target == null ? NO_ORDER : Long.toString(target.venueOrderId()));
    report.setString(ExecID.FIELD, ClientOrderIds.random());
    report.setChar(quickfix.field.ExecType.FIELD, code);
    report.setChar(OrdStatus.FIELD, code);
    report.setString(ClOrdID.FIELD, command.orderId());
    if (target != null) {
      report.setString(OrigClOrdID.FIELD, target.clientOrderId());
    }
    terms(
        report,
        command.account(),
        command.symbol(),
        command.side(),
        cancel && target != null ? target.enteredType() : command.orderType(),
        cancel && target != null ? target.qty() : command.qty(),
        cancel && target != null ? target.price() : command.price());
    long cumQty = target == null ? 0 : target.cumQty();
    long leavesQty = cancel ? (target == null ? 0 : target.leavesQty()) : command.qty() - cumQty;
    decimal(report, LeavesQty.FIELD, Math.max(0, leavesQty));
    decimal(report, CumQty.FIELD, cumQty);
    report.setString(AvgPx.FIELD, averagePrice(target));
    time(report, TransactTime.FIELD, command.timestamp());
    return report;
  }

  // ---- fields

  private static void terms(
      Message report,
      String account,
      String symbol,
      Side side,
      OrderType type,
      long qty,
      long price) {
    report.setString(Account.FIELD, account);
    report.setString(Symbol.FIELD, symbol);
    report.setChar(quickfix.field.Side.FIELD, Codes.of(side));
    report.setChar(OrdType.FIELD, Codes.of(type));
    decimal(report, OrderQty.FIELD, qty);
    if (price != Decimal8.NONE) {
      decimal(report, Price.FIELD, price);
    }
  }

  private static void conditions(Message report, Conditions conditions) {
    if (conditions.stopPx() != Decimal8.NONE) {
      decimal(report, StopPx.FIELD, conditions.stopPx());
    }
    if (conditions.displayQty() > 0) {
      decimal(report, MaxFloor.FIELD, conditions.displayQty());
    }
    if (conditions.minQty() > 0) {
      decimal(report, MinQty.FIELD, conditions.minQty());
    }
    if (conditions.postOnly()) {
      report.setString(ExecInst.FIELD, "6");
    }
    if (conditions.expireTime() > 0) {
      time(report, ExpireTime.FIELD, conditions.expireTime());
    }
  }

  private static String averagePrice(OrderView order) {
    if (order == null || order.cumQty() == 0) {
      return "0";
    }
    BigDecimal price =
        BigDecimal.valueOf(order.cumQuote())
            .divide(BigDecimal.valueOf(order.cumQty()), Decimal8.SCALE, RoundingMode.HALF_UP);
    return price.stripTrailingZeros().toPlainString();
  }

  private static void decimal(Message message, int tag, long value) {
    message.setString(tag, Decimal8.format(value));
  }

  static void time(Message message, int tag, long micros) {
    LocalDateTime time =
        LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
    message.setUtcTimeStamp(tag, time, true);
  }

  private static void text(Message message, Execution step) {
    if (step.reason() != null) {
      message.setString(Text.FIELD, text(step.reason(), step.text()));
    } else if (step.execType() == ExecType.TRIGGERED) {
      message.setString(Text.FIELD, "TRIGGERED");
    }
  }

  private static String text(Reason reason, String text) {
    return text == null || text.isEmpty() ? reason.name() : reason.name() + ": " + text;
  }
}
