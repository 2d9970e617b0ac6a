package io.streambook.orderservice.fix;

import io.streambook.book.Action;
import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.OrderDesk;
import io.streambook.orderservice.desk.OrderView;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.field.CashOrderQty;
import quickfix.field.ClOrdID;
import quickfix.field.DiscretionInst;
import quickfix.field.EffectiveTime;
import quickfix.field.ExecInst;
import quickfix.field.ExpireDate;
import quickfix.field.ExpireTime;
import quickfix.field.HandlInst;
import quickfix.field.MaxFloor;
import quickfix.field.MinQty;
import quickfix.field.OrdType;
import quickfix.field.OrderID;
import quickfix.field.OrderQty;
import quickfix.field.OrigClOrdID;
import quickfix.field.PegOffsetValue;
import quickfix.field.Price;
import quickfix.field.StopPx;
import quickfix.field.Symbol;

/**
 * Orders, cancels and replaces of an account as commands of the venue. What this venue can't do is
 * refused here, not ignored: an order never means something else than its sender wrote.
 */
final class OrderMessages {
  /** SelfMatchPreventionInstruction and SelfMatchPreventionID of later versions of FIX. */
  private static final int STP_INSTRUCTION = 2964;

  private static final int STP_GROUP = 2362;
  private static final int SIDE = quickfix.field.Side.FIELD;
  private static final int TIME_IN_FORCE = quickfix.field.TimeInForce.FIELD;
  private static final int ACCOUNT = quickfix.field.Account.FIELD;

  private static final int[] FOREIGN = {
    CashOrderQty.FIELD, PegOffsetValue.FIELD, DiscretionInst.FIELD, EffectiveTime.FIELD
  };

  /** Printable, without a space and without what marks the ids of our own. */
  private static final Pattern ID = Pattern.compile("[!-}]{1,60}");

  private final OrderDesk desk;
  private final Markets markets;
  private final LongSupplier nowMicros;

  OrderMessages(OrderDesk desk, Markets markets, LongSupplier nowMicros) {
    this.desk = desk;
    this.markets = markets;
    this.nowMicros = nowMicros;
  }

  /** The order that a cancel or replace is about: what is known of it. */
  record Target(String symbol, String orderId, Side side, OrderView view) {}

  OrderCommand newOrder(Message message, String account) throws FieldNotFound, Refusal {
    return order(message, account, Action.NEW, "");
  }

  OrderCommand replace(Message message, String account, Target target)
      throws FieldNotFound, Refusal {
    OrderCommand command = order(message, account, Action.REPLACE, target.orderId());
    if (command.side() != target.side() || !command.symbol().equals(target.symbol())) {
      throw new Refusal(99, "Symbol (55) and Side (54) must be the order's");
    }
    return command;
  }

  private OrderCommand order(Message message, String account, Action action, String origOrderId)
      throws FieldNotFound, Refusal {
    checkAccount(message, account);
    String symbol = symbol(message);
    for (int tag : FOREIGN) {
      if (message.isSetField(tag)) {
        throw new Refusal(11, "field " + tag + " is not supported");
      }
    }
    if (message.isSetField(HandlInst.FIELD) && message.getChar(HandlInst.FIELD) == '3') {
      throw new Refusal(11, "HandlInst (21) must be 1 or 2: nobody handles orders by hand");
    }
    OrderType type = Codes.orderType(message.getChar(OrdType.FIELD));
    boolean limit = type == OrderType.LIMIT || type == OrderType.STOP_LIMIT;
    boolean stop = type == OrderType.STOP || type == OrderType.STOP_LIMIT;
    return new OrderCommand(
        -1,
        -1,
        symbol,
        account,
        id(message),
        origOrderId,
        action,
        Codes.side(message.getChar(SIDE)),
        type,
        message.isSetField(TIME_IN_FORCE)
            ? Codes.timeInForce(message.getChar(TIME_IN_FORCE))
            : TimeInForce.DAY,
        decimal(message, OrderQty.FIELD, 13, true),
        decimal(message, Price.FIELD, 99, limit),
        conditions(message, stop),
        nowMicros.getAsLong(),
        0,
        null);
  }

  private static Conditions conditions(Message message, boolean stop)
      throws FieldNotFound, Refusal {
    return Conditions.of(
        decimal(message, StopPx.FIELD, 99, stop),
        optional(message, MaxFloor.FIELD),
        optional(message, MinQty.FIELD),
        postOnly(message),
        expireTime(message),
        selfTradePrevention(message),
        message.isSetField(STP_GROUP) ? message.getString(STP_GROUP) : "");
  }

  private static boolean postOnly(Message message) throws FieldNotFound, Refusal {
    if (!message.isSetField(ExecInst.FIELD)) {
      return false;
    }
    if (!message.getString(ExecInst.FIELD).equals("6")) {
      throw new Refusal(11, "ExecInst (18) must be 6 (participate don't initiate) or absent");
    }
    return true;
  }

  private static SelfTradePrevention selfTradePrevention(Message message)
      throws FieldNotFound, Refusal {
    if (!message.isSetField(STP_INSTRUCTION)) {
      return SelfTradePrevention.NONE;
    }
    return switch (message.getString(STP_INSTRUCTION)) {
      case "1" -> SelfTradePrevention.CANCEL_NEWEST;
      case "2" -> SelfTradePrevention.CANCEL_OLDEST;
      case "3" -> SelfTradePrevention.CANCEL_BOTH;
      default -> throw new Refusal(11, "SelfMatchPreventionInstruction (2964) must be 1, 2 or 3");
    };
  }

  /** In microseconds since 1970; a date is good to its end. */
  private static long expireTime(Message message) throws FieldNotFound, Refusal {
    LocalDateTime end;
    try {
      if (message.isSetField(ExpireTime.FIELD)) {
        end = message.getUtcTimeStamp(ExpireTime.FIELD);
      } else if (message.isSetField(ExpireDate.FIELD)) {
        String date = message.getString(ExpireDate.FIELD);
        end = LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE).plusDays(1).atStartOfDay();
      } else {
        return 0;
      }
    } catch (DateTimeParseException e) {
      throw new Refusal(99, "ExpireDate (432) must be YYYYMMDD");
    }
    return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), end);
  }

  private static long optional(Message message, int tag) throws FieldNotFound, Refusal {
    return message.isSetField(tag) ? decimal(message, tag, 13, true) : 0;
  }

  /** A decimal that must be there, or must not. */
  private static long decimal(Message message, int tag, int ordRejReason, boolean needed)
      throws FieldNotFound, Refusal {
    if (!needed && !message.isSetField(tag)) {
      return Decimal8.NONE;
    }
    if (!needed || !message.isSetField(tag)) {
      throw new Refusal(
          ordRejReason,
          "field " + tag + (needed ? " is missing" : " does not go with this OrdType"));
    }
    try {
      return Decimal8.parse(message.getString(tag));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Refusal(ordRejReason, "field " + tag + " must have at most 8 decimals");
    }
  }

  // ---- cancels

  OrderCommand cancel(Message message, String account, Target target)
      throws FieldNotFound, Refusal {
    return new OrderCommand(
        -1,
        -1,
        target.symbol(),
        account,
        id(message),
        target.orderId(),
        Action.CANCEL,
        target.side(),
        OrderType.LIMIT,
        TimeInForce.GTC,
        0,
        Decimal8.NONE,
        nowMicros.getAsLong(),
        null);
  }

  OrderCommand massCancel(String account, String symbol, Side side, String id) {
    return new OrderCommand(
        -1,
        -1,
        symbol,
        account,
        id,
        "",
        Action.MASS_CANCEL,
        side,
        OrderType.LIMIT,
        TimeInForce.GTC,
        0,
        Decimal8.NONE,
        nowMicros.getAsLong(),
        null);
  }

  /**
   * The order that OrigClOrdID (41), else OrderID (37), names. 41 may be any name in the order's
   * chain, also one that is still on its way.
   */
  Optional<Target> target(Message message, String account) throws FieldNotFound {
    if (message.isSetField(OrigClOrdID.FIELD)) {
      return named(message.getString(OrigClOrdID.FIELD), account);
    }
    return message.isSetField(OrderID.FIELD)
        ? numbered(message, account).map(OrderMessages::target)
        : Optional.empty();
  }

  /** The order that a query by ClOrdID (11), else OrderID (37), is about. */
  Optional<Target> asked(Message message, String account) throws FieldNotFound {
    Optional<OrderView> numbered = numbered(message, account);
    return numbered.isPresent()
        ? numbered.map(OrderMessages::target)
        : named(message.getString(ClOrdID.FIELD), account);
  }

  private Optional<Target> named(String name, String account) {
    Optional<OrderView> known = view(name, account);
    if (known.isPresent()) {
      return known.map(OrderMessages::target);
    }
    OrderCommand sent = desk.onItsWay(account, name);
    if (sent == null || (sent.action() != Action.NEW && sent.action() != Action.REPLACE)) {
      return Optional.empty();
    }
    String orderId = sent.action() == Action.NEW ? sent.orderId() : sent.origOrderId();
    return Optional.of(
        new Target(sent.symbol(), orderId, sent.side(), view(orderId, account).orElse(null)));
  }

  /** As it is now, whichever of its names is asked for. */
  private Optional<OrderView> view(String name, String account) {
    return desk.orders()
        .of(account)
        .find(name)
        .flatMap(order -> desk.orders().of(account).find(order.symbol(), order.venueOrderId()));
  }

  private Optional<OrderView> numbered(Message message, String account) throws FieldNotFound {
    if (!message.isSetField(OrderID.FIELD) || !message.isSetField(Symbol.FIELD)) {
      return Optional.empty();
    }
    String number = message.getString(OrderID.FIELD);
    return number.matches("[0-9]{1,18}")
        ? desk.orders().of(account).find(message.getString(Symbol.FIELD), Long.parseLong(number))
        : Optional.empty();
  }

  private static Target target(OrderView order) {
    return new Target(order.symbol(), order.orderId(), order.side(), order);
  }

  // ---- fields

  static String id(Message message) throws FieldNotFound, Refusal {
    String id = message.getString(ClOrdID.FIELD);
    if (!ID.matcher(id).matches()) {
      throw new Refusal(99, "ClOrdID (11) must be 1 to 60 printable characters without ~");
    }
    return id;
  }

  String symbol(Message message) throws FieldNotFound, Refusal {
    String symbol = message.getString(Symbol.FIELD);
    if (markets.find(symbol).isEmpty()) {
      throw new Refusal(1, "Symbol (55) is unknown");
    }
    return symbol;
  }

  static void checkAccount(Message message, String account) throws FieldNotFound, Refusal {
    if (message.isSetField(ACCOUNT) && !message.getString(ACCOUNT).equals(account)) {
      throw new Refusal(15, "Account (1) must be " + account + ", which this session's key is for");
    }
  }
}
