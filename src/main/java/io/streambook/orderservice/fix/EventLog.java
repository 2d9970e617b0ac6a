package io.streambook.orderservice.fix;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.Log;
import quickfix.SessionID;

/** Logs what happens to a session, and never a message: a Logon holds a password. */
record EventLog(SessionID session) implements Log {
  private static final Logger LOG = LoggerFactory.getLogger(FixAcceptor.class);

  @Override
  public void onEvent(String text) {
    LOG.info("{}: {}", session.getTargetCompID(), text);
  }

  @Override
  public void onErrorEvent(String text) {
    LOG.warn("{}: {}", session.getTargetCompID(), text);
  }

  @Override
  public void onIncoming(String message) {
    // Not logged.
  }

  @Override
  public void onOutgoing(String message) {
    // Kept in the session's store.
  }

  @Override
  public void clear() {
    // A log is not taken back.
  }
}
