package io.streambook.marketdata;

import io.streambook.book.Side;
import io.streambook.book.Trade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the venue's trades with the executions on a tape. An execution is reproduced when the
 * venue traded it with the order that the tape names, at its price and in its size.
 */
public final class Reproduction {
  private final Map<String, TapeTranslator.Expected> byTaker = new HashMap<>();
  private int reproduced;
  private int others;

  Reproduction(List<TapeTranslator.Expected> expected) {
    expected.forEach(trade -> byTaker.put(trade.takerOrderId(), trade));
  }

  /** Trades that the replay's orders did not take part in count for nothing. */
  void apply(Trade trade) {
    TapeTranslator.Expected expected = byTaker.get(taker(trade));
    if (expected == null) {
      return;
    }
    boolean same =
        maker(trade).equals(expected.makerOrderId())
            && trade.qty() == expected.qty()
            && trade.price() == expected.price();
    if (same) {
      reproduced++;
    } else {
      others++;
    }
  }

  static String taker(Trade trade) {
    return trade.aggressor() == Side.BUY ? trade.buyOrderId() : trade.sellOrderId();
  }

  private static String maker(Trade trade) {
    return trade.aggressor() == Side.BUY ? trade.sellOrderId() : trade.buyOrderId();
  }

  /** Executions of visible orders on the tape. */
  public int expected() {
    return byTaker.size();
  }

  /** Executions that the venue traded as the tape did. */
  public int reproduced() {
    return reproduced;
  }

  /** Trades of an execution with another order, price or size. */
  public int others() {
    return others;
  }
}
