package io.streambook.orderservice.fix;

import io.streambook.orderservice.access.ApiKey;
import java.util.Optional;
import quickfix.Message;
import quickfix.Session;

/** One counterparty's session, connected or not: it hears of its account's orders all the same. */
final class FixSession {
  final String compId;
  final String account;
  final boolean dropCopy;
  final SessionStore store;
  private final Session engine;
  private volatile ApiKey key;
  private volatile boolean cancelOnDisconnect;

  FixSession(SessionTable.Row row, SessionStore store, Session engine) {
    this.compId = row.compId();
    this.account = row.account();
    this.dropCopy = row.dropCopy();
    this.cancelOnDisconnect = row.cancelOnDisconnect();
    this.store = store;
    this.engine = engine;
  }

  Session engine() {
    return engine;
  }

  /** Whether executions of this account are for it. */
  boolean hears(String other) {
    return account.equals(other)
        || (dropCopy && account.indexOf('/') < 0 && other.startsWith(account + "/"));
  }

  /** The key that it is logged on with. */
  Optional<ApiKey> key() {
    return Optional.ofNullable(key);
  }

  void loggedOn(ApiKey with, boolean cancelWhenGone) {
    key = with;
    cancelOnDisconnect = cancelWhenGone;
  }

  void loggedOut() {
    key = null;
  }

  boolean cancelOnDisconnect() {
    return cancelOnDisconnect;
  }

  void cancelled() {
    cancelOnDisconnect = false;
  }

  /** Keeps it, and sends it when connected. */
  void send(Message message) {
    engine.send(message);
  }
}
