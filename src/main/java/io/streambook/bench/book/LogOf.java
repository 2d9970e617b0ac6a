package io.streambook.bench.book;

import io.streambook.book.Action;
import io.streambook.book.LogEntry;
import io.streambook.book.TimeInForce;
import io.streambook.conformance.PlainOrders;

/** A stream as the log of a symbol: every id a text of its own, as it comes off the wire. */
final class LogOf {
  private static final int ACCOUNTS = 1_000;

  private final Commands commands;
  private final String[] accounts = new String[ACCOUNTS];

  LogOf(Commands commands) {
    this.commands = commands;
    for (int n = 0; n < ACCOUNTS; n++) {
      accounts[n] = "FIRM/" + n;
    }
  }

  /** Number of the account that has entered the order. */
  static long account(long id) {
    return id % ACCOUNTS;
  }

  LogEntry entry(int n) {
    Commands.Kind kind = commands.kind(n);
    long id = commands.id(n);
    boolean enters = kind == Commands.Kind.ENTER || kind == Commands.Kind.IOC;
    return PlainOrders.entry(
        n + 2L,
        accounts[(int) account(id)],
        Long.toString(n + 2L),
        enters ? "" : Long.toString(id),
        action(kind),
        commands.buys(n),
        kind == Commands.Kind.IOC ? TimeInForce.IOC : TimeInForce.GTC,
        enters ? commands.qty(n) : commands.total(n),
        commands.price(n));
  }

  private static Action action(Commands.Kind kind) {
    return switch (kind) {
      case ENTER, IOC -> Action.NEW;
      case CANCEL -> Action.CANCEL;
      case MOVE, REDUCE -> Action.REPLACE;
    };
  }
}
