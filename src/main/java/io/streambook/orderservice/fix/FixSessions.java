package io.streambook.orderservice.fix;

import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.Permission;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import quickfix.Session;

/**
 * All sessions. A CompID belongs to the account that first logs on with it, for ever, and to its
 * kind: with a key that may trade it enters orders, else it is a drop copy.
 */
final class FixSessions {
  private final SessionTable table;
  private final BiFunction<SessionTable.Row, SessionStore, Session> engines;
  private final Map<String, FixSession> byCompId = new ConcurrentHashMap<>();

  /** Per symbol the last place that was heard. */
  private final Map<String, Long> heard = new HashMap<>();

  /** A CompID can't be had; the message says why. */
  static final class Refused extends Exception {
    Refused(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * @param engines makes the engine's side of a session
   */
  FixSessions(SessionTable table, BiFunction<SessionTable.Row, SessionStore, Session> engines) {
    this.table = table;
    this.engines = engines;
  }

  /** Takes up all that there were. */
  void open() throws IOException {
    for (SessionTable.Row row : table.all()) {
      add(row);
    }
  }

  private FixSession add(SessionTable.Row row) {
    SessionStore store = new SessionStore(table, row);
    FixSession session = new FixSession(row, store, engines.apply(row, store));
    byCompId.put(row.compId(), session);
    return session;
  }

  /** The session of a CompID that may be had with this key; makes it when there is none. */
  synchronized FixSession admit(String compId, ApiKey key) throws Refused {
    boolean dropCopy = !key.permissions().contains(Permission.TRADE);
    FixSession known = byCompId.get(compId);
    if (known == null) {
      return create(compId, key.account(), dropCopy);
    }
    if (!known.account.equals(key.account())) {
      throw new Refused("SenderCompID " + compId + " belongs to another account");
    }
    if (known.dropCopy != dropCopy) {
      throw new Refused(
          known.dropCopy
              ? "SenderCompID " + compId + " is a drop copy's: use another one to trade"
              : "SenderCompID " + compId + " is for trading: this key may not");
    }
    return known;
  }

  private FixSession create(String compId, String account, boolean dropCopy) throws Refused {
    SessionTable.Row row =
        new SessionTable.Row(
            compId, account, dropCopy, 1, 1, false, Instant.now(), Map.copyOf(heard));
    try {
      table.create(row);
      return add(row);
    } catch (SessionTable.TooMany e) {
      throw new Refused(e.getMessage());
    } catch (IOException e) {
      throw new Refused("FIX sessions are out of order, try again later");
    }
  }

  /** The sessions that have to be told of an execution. */
  synchronized List<FixSession> toTell(String account, SessionStore.Place place) {
    heard.merge(place.symbol(), place.place(), Math::max);
    List<FixSession> sessions = new ArrayList<>();
    for (FixSession session : byCompId.values()) {
      if (session.hears(account) && !session.store.hasTold(place)) {
        sessions.add(session);
      }
    }
    return sessions;
  }

  FixSession find(String compId) {
    return byCompId.get(compId);
  }

  Collection<FixSession> all() {
    return byCompId.values();
  }
}
