package io.streambook.risk;

import io.streambook.book.OrderCommand;
import io.streambook.book.Verdict;

/** One control of a symbol. */
@FunctionalInterface
interface SymbolControl {
  /** Null when the order passes, else why it does not. */
  Verdict check(OrderCommand order, Market market);
}
