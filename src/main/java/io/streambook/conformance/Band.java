package io.streambook.conformance;

import io.streambook.book.Decimal8;
import io.streambook.book.LogEntry;
import io.streambook.book.Matching;
import io.streambook.book.Phase;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Trade;
import io.streambook.book.TradingTerms;
import java.math.BigInteger;

/** The dynamic band as the log alone tells it. */
final class Band {
  private static final BigInteger BPS = BigInteger.valueOf(10_000);

  private int rulesVersion;
  private Phase phase = Phase.UNKNOWN;
  private TradingTerms terms = TradingTerms.NONE;
  private long reference = Decimal8.NONE;

  /**
   * To be called before the entry is applied.
   *
   * @param book knows whether it has paused
   */
  void follow(LogEntry entry, Matching book) {
    phase = book.marketState().phase();
    if (entry instanceof LogEntry.Rules rules) {
      rulesVersion = rules.version();
    } else if (entry instanceof LogEntry.Order order) {
      see(order.judged().reference());
    } else if (entry instanceof LogEntry.Symbol symbol
        && symbol.command() instanceof SymbolCommand.PhaseChange change
        && (!change.endsPause() || change.offset() == book.marketState().pause().sequence())) {
      see(change.reference());
      phase = change.phase();
      terms = change.terms();
    }
  }

  private void see(long stamped) {
    reference = stamped > 0 ? stamped : reference;
  }

  /** Whether the rules allow a trade of this entry at its price; of an auction it may be any. */
  boolean allows(Trade trade) {
    if (rulesVersion < 3
        || phase != Phase.CONTINUOUS
        || trade.aggressor() == Side.UNKNOWN
        || terms.bandBps() == 0
        || reference == Decimal8.NONE) {
      return true;
    }
    BigInteger distance = BigInteger.valueOf(trade.price()).subtract(BigInteger.valueOf(reference));
    BigInteger most = BigInteger.valueOf(reference).multiply(BigInteger.valueOf(terms.bandBps()));
    return distance.abs().multiply(BPS).compareTo(most) <= 0;
  }

  @Override
  public String toString() {
    return terms + " around " + Decimal8.format(reference);
  }
}
