package io.streambook.bench;

import io.streambook.book.OrderCommand;
import io.streambook.risk.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The orders of the bench: the same for the same seed, whatever the clock and the quotes say. They
 * are made beside a book of their own, so that cancels and replaces name orders that rest. Not for
 * use by two threads at once.
 */
final class OrderMix {
  static final String DESCRIPTION =
      "48 % limits that rest, 20 % that cross (a sixth of them market orders, the rest IOC and"
          + " limits), 22 % cancels, 8 % replaces, 2 % that break tick or size";

  private final List<SymbolMix> symbols = new ArrayList<>();
  private final SplittableRandom random;
  private final OrderIds ids = new OrderIds();

  /**
   * @param resting orders that {@link #next} keeps in the book, about
   */
  OrderMix(BenchMarket market, int resting, long seed) {
    random = new SplittableRandom(seed);
    List<String> accounts = market.limits().stream().map(limits -> limits.account()).toList();
    int perSymbol = Math.max(1, resting / market.instruments().size());
    for (Instrument instrument : market.instruments()) {
      OrderDesk desk = new OrderDesk(instrument, accounts, market.timestamp(), random, ids);
      symbols.add(new SymbolMix(desk, perSymbol, random));
    }
  }

  /** An order that will rest: the symbols take turns. */
  OrderCommand resting() {
    return symbols.get((int) (ids.made() % symbols.size())).resting();
  }

  /** The next command of the mix. */
  OrderCommand next() {
    return symbols.get(random.nextInt(symbols.size())).next();
  }

  /** One order for each symbol that trades at once. */
  List<OrderCommand> crossAll() {
    return symbols.stream().map(SymbolMix::cross).toList();
  }

  /** Commands made so far, which is the number of the last. */
  long made() {
    return ids.made();
  }
}
