package io.streambook.orderservice.fix;

import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.ApiKeys;
import io.streambook.orderservice.access.RateLimit;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilter.NextFilter;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.future.IoFutureListener;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.fix44.Logout;

/**
 * Stands before the engine: a connection's first message must be a Logon with the id of an API key
 * as Username (553) and its secret as Password (554). Before that nothing reaches a session, so
 * that a stranger can't move the sequence numbers of one. A connection whose key is revoked is
 * closed.
 */
final class LogonGate {
  private static final Logger LOG = LoggerFactory.getLogger(LogonGate.class);
  private static final String ADMITTED = "streambook.key";
  private static final String COMP_ID = "streambook.compId";
  private static final String UNPARSED = "streambook.unparsed";
  private static final int UNPARSED_BYTES_MAX = 256 * 1_024;
  private static final int LOGON_SECONDS_MAX = 10;
  private static final int FAILURES_PER_MINUTE = 30;
  private static final long MINUTE_MICROS = 60_000_000;
  private static final char SOH = '\u0001';

  private final ApiKeys keys;
  private final FixSessions sessions;
  private final LongSupplier nowMicros;
  private final RateLimit failures = new RateLimit(FAILURES_PER_MINUTE, MINUTE_MICROS);

  LogonGate(ApiKeys keys, FixSessions sessions, LongSupplier nowMicros) {
    this.keys = keys;
    this.sessions = sessions;
    this.nowMicros = nowMicros;
  }

  /** Puts itself into the chain of a new connection, on both sides of the codec. */
  void addTo(IoFilterChain chain) {
    chain.addFirst("bytes", new Bytes());
    chain.addLast("logon", new Messages());
  }

  private static final class Bytes extends IoFilterAdapter {
    @Override
    public void messageReceived(NextFilter next, IoSession connection, Object message) {
      int bytes = message instanceof IoBuffer buffer ? buffer.remaining() : 0;
      int unparsed = (int) connection.getAttribute(UNPARSED, 0) + bytes;
      connection.setAttribute(UNPARSED, unparsed);
      if (unparsed > UNPARSED_BYTES_MAX) {
        LOG.warn("{} sends what is no FIX message", connection.getRemoteAddress());
        connection.closeNow();
      } else {
        next.messageReceived(connection, message);
      }
    }
  }

  private final class Messages extends IoFilterAdapter {
    @Override
    public void sessionOpened(NextFilter next, IoSession connection) {
      connection.getConfig().setIdleTime(IdleStatus.READER_IDLE, LOGON_SECONDS_MAX);
      next.sessionOpened(connection);
    }

    @Override
    public void sessionIdle(NextFilter next, IoSession connection, IdleStatus status) {
      if (connection.getAttribute(ADMITTED) == null) {
        connection.closeNow();
      } else {
        next.sessionIdle(connection, status);
      }
    }

    @Override
    public void messageReceived(NextFilter next, IoSession connection, Object message) {
      connection.setAttribute(UNPARSED, 0);
      ApiKey admitted = (ApiKey) connection.getAttribute(ADMITTED);
      String text = message.toString();
      if (admitted == null || "A".equals(only(text, 35))) {
        String trouble = trouble(connection, text);
        if (trouble != null) {
          turnAway(connection, text, trouble);
          return;
        }
      } else if (keys.find(admitted.id()).isEmpty()) {
        end(connection, "The API key is not good any more");
        return;
      }
      next.messageReceived(connection, message);
    }
  }

  /** Why it is not let in, or null. */
  private String trouble(IoSession connection, String logon) {
    String address = address(connection);
    long now = nowMicros.getAsLong();
    if (failures.isExceeded(failures.add(address, 0, now))) {
      return "Too many failed logons from this address, try again in a minute";
    }
    String compId = only(logon, 49);
    if (!"A".equals(only(logon, 35))
        || compId == null
        || !FixAcceptor.COMP_ID.equals(only(logon, 56))) {
      return "The first message must be a Logon to TargetCompID " + FixAcceptor.COMP_ID;
    }
    ApiKey key = keys.find(String.valueOf(only(logon, 553))).orElse(null);
    if (key == null || !isSame(key.secret(), String.valueOf(only(logon, 554)))) {
      failures.add(address, 1, now);
      return "Username (553) must be the id of an API key, Password (554) its secret";
    }
    try {
      sessions.admit(compId, key);
    } catch (FixSessions.Refused e) {
      failures.add(address, 1, now);
      return e.getMessage();
    }
    connection.setAttribute(ADMITTED, key);
    connection.setAttribute(COMP_ID, compId);
    return null;
  }

  /** Logs a session out: its counterparty reads why only when the sequence number is the next. */
  private void end(IoSession connection, String why) {
    String compId = (String) connection.getAttribute(COMP_ID);
    LOG.warn("{} is logged out: {}", compId, why);
    Logout logout = new Logout();
    logout.setString(58, why);
    sessions.find(compId).send(logout);
    connection.closeOnFlush();
  }

  private static boolean isSame(String secret, String sent) {
    return MessageDigest.isEqual(
        secret.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  private static String address(IoSession connection) {
    return connection.getRemoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : String.valueOf(connection.getRemoteAddress());
  }

  /** The value of a field that a message has once; else null. */
  private static String only(String message, int tag) {
    String start = SOH + Integer.toString(tag) + '=';
    int from = message.indexOf(start);
    if (from < 0 || message.indexOf(start, from + 1) >= 0) {
      return null;
    }
    int end = message.indexOf(SOH, from + start.length());
    return message.substring(from + start.length(), end < 0 ? message.length() : end);
  }

  private static void turnAway(IoSession connection, String message, String why) {
    LOG.warn("{} is turned away: {}", connection.getRemoteAddress(), why);
    String compId = only(message, 49);
    Logout logout = new Logout();
    logout.getHeader().setString(49, FixAcceptor.COMP_ID);
    logout.getHeader().setString(56, compId == null ? "UNKNOWN" : compId);
    logout.getHeader().setInt(34, 1);
    logout.getHeader().setUtcTimeStamp(52, LocalDateTime.now(ZoneOffset.UTC), true);
    logout.setString(58, why);
    connection
        .write(logout.toString())
        .addListener((IoFutureListener<?>) future -> connection.closeOnFlush());
  }
}
