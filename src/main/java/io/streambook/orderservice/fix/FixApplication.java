package io.streambook.orderservice.fix;

import io.streambook.book.Action;
import io.streambook.book.OrderCommand;
import io.streambook.book.Side;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.ApiKeys;
import io.streambook.orderservice.access.Permission;
import io.streambook.orderservice.desk.Answer;
import io.streambook.orderservice.desk.ClientOrderIds;
import io.streambook.orderservice.desk.Markets;
import io.streambook.orderservice.desk.OrderDesk;
import io.streambook.orderservice.desk.OrderView;
import io.streambook.orderservice.rest.Limits;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.Application;
import quickfix.DoNotSend;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;
import quickfix.Message;
import quickfix.RejectLogon;
import quickfix.SessionID;
import quickfix.UnsupportedMessageType;
import quickfix.field.BusinessRejectReason;
import quickfix.field.ClOrdID;
import quickfix.field.MassCancelRequestType;
import quickfix.field.MsgSeqNum;
import quickfix.field.MsgType;
import quickfix.field.OrigClOrdID;
import quickfix.field.PossDupFlag;
import quickfix.field.RefMsgType;
import quickfix.field.RefSeqNum;
import quickfix.field.Symbol;
import quickfix.field.Text;
import quickfix.field.Username;
import quickfix.fix44.BusinessMessageReject;

/**
 * What the engine hands over. An application message counts as received only when this returns, and
 * it returns when Kafka has the command: after a crash in between, the counterparty is asked to
 * send the message again, and the venue knows a repetition by its ClOrdID.
 */
final class FixApplication implements Application {
  private static final Logger LOG = LoggerFactory.getLogger(FixApplication.class);

  /** CancelOrdersOnDisconnect, as other venues have it in their Logon: Y cancels all. */
  private static final int CANCEL_ON_DISCONNECT = 8013;

  private static final int UNKNOWN_ORDER = 1;
  private static final int TOO_LATE = 0;
  private static final int DUPLICATE_ID = 6;
  private static final int OTHER = 99;

  private final FixSessions sessions;
  private final SessionTable table;
  private final ApiKeys keys;
  private final OrderDesk desk;
  private final Markets markets;
  private final Limits limits;
  private final Teller teller;
  private final MarketDataDesk marketData;
  private final OrderMessages orders;
  private final LongSupplier nowMicros;

  FixApplication(
      FixSessions sessions,
      SessionTable table,
      ApiKeys keys,
      OrderDesk desk,
      Markets markets,
      Limits limits,
      Teller teller,
      MarketDataDesk marketData,
      LongSupplier nowMicros) {
    this.sessions = sessions;
    this.table = table;
    this.keys = keys;
    this.desk = desk;
    this.markets = markets;
    this.limits = limits;
    this.teller = teller;
    this.marketData = marketData;
    this.orders = new OrderMessages(desk, markets, nowMicros);
    this.nowMicros = nowMicros;
  }

  // ---- session

  @Override
  public void onCreate(SessionID id) {
    // Made by FixSessions.
  }

  @Override
  public void fromAdmin(Message message, SessionID id) throws FieldNotFound, RejectLogon {
    if (!MsgType.LOGON.equals(message.getHeader().getString(MsgType.FIELD))) {
      return;
    }
    // The gate has let it in: what counts here is which key this very connection has.
    ApiKey key =
        keys.find(message.getString(Username.FIELD))
            .orElseThrow(() -> new RejectLogon("The API key is not good any more"));
    FixSession session = session(id);
    boolean cancelWhenGone =
        !session.dropCopy
            && message.isSetField(CANCEL_ON_DISCONNECT)
            && message.getString(CANCEL_ON_DISCONNECT).equals("Y");
    synchronized (session) {
      try {
        table.cancelOnDisconnect(session.compId, cancelWhenGone);
      } catch (IOException e) {
        throw new RejectLogon("FIX sessions are out of order, try again later");
      }
      session.loggedOn(key, cancelWhenGone);
    }
  }

  @Override
  public void onLogon(SessionID id) {
    LOG.info("{} is logged on", id.getTargetCompID());
  }

  @Override
  public void onLogout(SessionID id) {
    FixSession session = session(id);
    session.loggedOut();
    marketData.forget(session);
    cancelAfterDisconnect(session);
  }

  /**
   * Cancels what a session wants to be cancelled when it is gone, unless it does not, or is back.
   * To be called again and again: broker and database may be away.
   */
  void cancelAfterDisconnect(FixSession session) {
    synchronized (session) {
      if (!session.cancelOnDisconnect() || session.key().isPresent()) {
        return;
      }
      try {
        for (String symbol : tradedSymbols(session.account)) {
          String id = "cod-" + ClientOrderIds.random();
          desk.send(orders.massCancel(session.account, symbol, Side.BOTH, id)).taken().join();
        }
        table.cancelOnDisconnect(session.compId, false);
        session.cancelled();
      } catch (IOException | RuntimeException e) {
        LOG.warn("orders of {} could not be cancelled, again: {}", session.account, e.toString());
      }
    }
  }

  private Set<String> tradedSymbols(String account) {
    Set<String> symbols = new TreeSet<>(desk.symbolsOnTheirWay(account));
    desk.orders().of(account).open(null).forEach(order -> symbols.add(order.symbol()));
    return symbols;
  }

  @Override
  public void toAdmin(Message message, SessionID id) {
    // Nothing to add.
  }

  @Override
  public void toApp(Message message, SessionID id) throws DoNotSend {
    // Nothing to add; market data is not kept and so never sent again.
  }

  private FixSession session(SessionID id) {
    return sessions.find(id.getTargetCompID());
  }

  // ---- messages

  @Override
  public void fromApp(Message message, SessionID id)
      throws FieldNotFound, IncorrectTagValue, UnsupportedMessageType {
    FixSession session = session(id);
    switch (message.getHeader().getString(MsgType.FIELD)) {
      case MsgType.ORDER_SINGLE -> trade(message, session, this::enter);
      case MsgType.ORDER_CANCEL_REQUEST -> trade(message, session, this::cancel);
      case MsgType.ORDER_CANCEL_REPLACE_REQUEST -> trade(message, session, this::replace);
      case MsgType.ORDER_MASS_CANCEL_REQUEST -> trade(message, session, this::massCancel);
      case MsgType.ORDER_STATUS_REQUEST -> status(message, session);
      case MsgType.MARKET_DATA_REQUEST -> marketData.request(message, session);
      case MsgType.SECURITY_LIST_REQUEST -> session.send(SecurityLists.answer(message, markets));
      default -> throw new UnsupportedMessageType();
    }
  }

  private interface Trading {
    void run(Message message, FixSession session) throws FieldNotFound;
  }

  private static void trade(Message message, FixSession session, Trading trading)
      throws FieldNotFound {
    boolean may =
        !session.dropCopy
            && session.key().filter(k -> k.permissions().contains(Permission.TRADE)).isPresent();
    if (may) {
      trading.run(message, session);
    } else {
      BusinessMessageReject reject = new BusinessMessageReject();
      reject.setInt(RefSeqNum.FIELD, message.getHeader().getInt(MsgSeqNum.FIELD));
      reject.setString(RefMsgType.FIELD, message.getHeader().getString(MsgType.FIELD));
      reject.setInt(BusinessRejectReason.FIELD, BusinessRejectReason.NOT_AUTHORIZED);
      reject.setString(Text.FIELD, "This session's key may read only");
      session.send(reject);
    }
  }

  private void enter(Message message, FixSession session) throws FieldNotFound {
    try {
      OrderCommand command = orders.newOrder(message, session.account);
      if (!isRepetition(message)) {
        limits.order(session.account, nowMicros.getAsLong());
      }
      submit(session, command, null);
    } catch (Refusal e) {
      refuse(message, session, e.ordRejReason(), e.getMessage());
    } catch (Limits.Exceeded e) {
      refuse(message, session, OTHER, e.getMessage());
    }
  }

  private static boolean isRepetition(Message message) throws FieldNotFound {
    return message.getHeader().isSetField(PossDupFlag.FIELD)
        && message.getHeader().getBoolean(PossDupFlag.FIELD);
  }

  private static void refuse(Message message, FixSession session, int reason, String text)
      throws FieldNotFound {
    session.send(
        Reports.refused(
            message.getString(ClOrdID.FIELD),
            message.getString(Symbol.FIELD),
            message.getChar(quickfix.field.Side.FIELD),
            reason,
            text));
  }

  private void cancel(Message message, FixSession session) throws FieldNotFound {
    change(message, session, false);
  }

  private void replace(Message message, FixSession session) throws FieldNotFound {
    change(message, session, true);
  }

  private void change(Message message, FixSession session, boolean replace) throws FieldNotFound {
    Optional<OrderMessages.Target> target = orders.target(message, session.account);
    OrderView order = target.map(OrderMessages.Target::view).orElse(null);
    int reason = OTHER;
    String text;
    try {
      OrderMessages.checkAccount(message, session.account);
      if (target.isEmpty()) {
        reason = UNKNOWN_ORDER;
        text = "this account has no such order";
      } else if (order != null && !order.isOpen()) {
        reason = TOO_LATE;
        text = "the order works no more";
      } else {
        OrderCommand command =
            replace
                ? orders.replace(message, session.account, target.get())
                : orders.cancel(message, session.account, target.get());
        submit(session, command, order);
        return;
      }
    } catch (Refusal e) {
      reason = e.ordRejReason() == DUPLICATE_ID ? DUPLICATE_ID : OTHER;
      text = e.getMessage();
    }
    session.send(
        Reports.cancelRefused(
            message.getString(ClOrdID.FIELD),
            message.isSetField(OrigClOrdID.FIELD) ? message.getString(OrigClOrdID.FIELD) : "",
            order,
            replace,
            reason,
            text));
  }

  private void massCancel(Message message, FixSession session) throws FieldNotFound {
    char type = message.getChar(MassCancelRequestType.FIELD);
    String id = message.getString(ClOrdID.FIELD);
    try {
      OrderMessages.id(message);
      OrderMessages.checkAccount(message, session.account);
      Side side =
          message.isSetField(quickfix.field.Side.FIELD)
              ? Codes.side(message.getChar(quickfix.field.Side.FIELD))
              : Side.BOTH;
      if (type == '1') {
        String symbol = orders.symbol(message);
        submit(session, orders.massCancel(session.account, symbol, side, id), null);
      } else if (type == '7') {
        massCancelAll(session, side, id);
      } else {
        throw new Refusal(OTHER, "MassCancelRequestType (530) must be 1 or 7");
      }
    } catch (Refusal e) {
      session.send(Reports.massCancelRefused(id, type, e.getMessage()));
    }
  }

  /** One command for each symbol, each answered with a report of its own. */
  private void massCancelAll(FixSession session, Side side, String id) throws Refusal {
    Set<String> symbols = tradedSymbols(session.account);
    int part = 0;
    for (String symbol : symbols) {
      part++;
      String partId = Reports.part(id, part);
      submit(session, orders.massCancel(session.account, symbol, side, partId), null);
    }
    if (symbols.isEmpty()) {
      session.send(Reports.nothingToCancel(id));
    }
  }

  /** Returns when Kafka has the command; what the venue says comes with its executions. */
  private void submit(FixSession session, OrderCommand command, OrderView target) throws Refusal {
    teller.expect(command);
    try {
      OrderDesk.Sent sent = desk.send(command);
      sent.taken().join();
      Answer known = sent.answer().getNow(null);
      if (known != null && known.repeated()) {
        teller.expectNot(command);
        session.send(Reports.status(known.order()));
      } else if (command.action() != Action.MASS_CANCEL) {
        teller.taken(session, command, target);
      }
    } catch (OrderDesk.DuplicateId e) {
      throw new Refusal(DUPLICATE_ID, "ClOrdID (11) has been used for something else");
    } catch (OrderDesk.Busy e) {
      teller.expectNot(command);
      throw new Refusal(OTHER, "the venue is overloaded, try again");
    } catch (CompletionException e) {
      teller.expectNot(command);
      throw new IllegalStateException(
          "the broker has not confirmed " + command.orderId() + ": to be sent again", e);
    }
  }

  private void status(Message message, FixSession session) throws FieldNotFound {
    Optional<OrderMessages.Target> asked = orders.asked(message, session.account);
    if (asked.isEmpty()) {
      refuse(message, session, 5, "this account has no such order");
    } else if (asked.get().view() != null) {
      session.send(Reports.status(asked.get().view()));
    } else {
      OrderCommand sent = desk.onItsWay(session.account, asked.get().orderId());
      if (sent != null) {
        session.send(Reports.pending(sent, null));
      } else { // answered in this very moment
        status(message, session);
      }
    }
  }
}
