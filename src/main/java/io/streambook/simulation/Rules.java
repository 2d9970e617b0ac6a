package io.streambook.simulation;

import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.Trade;
import io.streambook.risk.AccountControls;
import io.streambook.risk.AccountSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must be true of the topics and of the state when all is done. */
final class Rules {
  private Rules() {}

  static void check(World world, Attempt attempt) {
    everyOrderHasOneVerdict(world);
    outputsAreThoseOfTheLog(world);
    reservationsAreThoseOfTheLog(world, attempt);
  }

  private static void everyOrderHasOneVerdict(World world) {
    Set<Long> offsets = new HashSet<>();
    Set<String> commands = new HashSet<>();
    for (Object value : world.published) {
      if (value instanceof LogEntry.Order order && !offsets.add(order.offset())) {
        throw new BrokenRule("order " + order.offset() + " is in the log twice", null);
      } else if (value instanceof LogEntry.Symbol symbol) {
        String identity =
            symbol.command().getClass().getSimpleName() + symbol.symbol() + symbol.offset();
        if (!commands.add(identity)) {
          throw new BrokenRule("command " + identity + " is in the log twice", null);
        }
      }
    }
    if (offsets.size() != world.orders.size()) {
      throw new BrokenRule(
          offsets.size() + " of " + world.orders.size() + " orders are in the log", null);
    }
  }

  /** Also that the log has no gap: matching refuses one. */
  private static void outputsAreThoseOfTheLog(World world) {
    Map<String, Matching> books = new HashMap<>();
    List<Object> expected = new ArrayList<>();
    MatchListener listener =
        new MatchListener() {
          @Override
          public void onExecution(Execution execution) {
            expected.add(execution);
          }

          @Override
          public void onTrade(Trade trade) {
            expected.add(trade);
          }
        };
    for (Object value : world.published) {
      if (value instanceof LogEntry entry) {
        Matching book = books.computeIfAbsent(entry.symbol(), Matching::new);
        if (entry.sequence() != book.marketState().sequence() + 1) {
          throw new BrokenRule(
              "log of %s: entry %d follows %d"
                  .formatted(entry.symbol(), entry.sequence(), book.marketState().sequence()),
              null);
        }
        expected.add(entry);
        book.apply(entry, listener);
      }
    }
    if (!expected.equals(world.published)) {
      throw new BrokenRule("what is published is not what follows from the log", null);
    }
  }

  private static void reservationsAreThoseOfTheLog(World world, Attempt attempt) {
    AccountControls all = new AccountControls();
    for (Object value : world.published) {
      if (value instanceof LogEntry.Order order) {
        all.replay(order.judged());
      } else if (value instanceof Execution execution) {
        all.apply(execution);
      }
    }
    for (String account : Schedule.ACCOUNTS) {
      List<String> expected = holdings(all.snapshot(account, 0));
      List<String> actual =
          holdings(attempt.firm(AccountControls.firm(account)).snapshot(account, 0));
      if (!expected.equals(actual)) {
        throw new BrokenRule(account + " has " + actual + ", its log says " + expected, null);
      }
    }
  }

  private static List<String> holdings(AccountSnapshot snapshot) {
    if (snapshot == null) {
      return List.of();
    }
    return snapshot.positions().stream()
        .map(
            p ->
                "%s %d +%d -%d reserved %d booked %d"
                    .formatted(
                        p.symbol(),
                        p.position(),
                        p.openBuyQty(),
                        p.openSellQty(),
                        p.reserved(),
                        p.booked()))
        .toList();
  }
}
