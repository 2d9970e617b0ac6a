package io.streambook.risk;

import io.streambook.book.Verdict;

/** One control of what limits bound. */
@FunctionalInterface
interface LimitControl {
  /** Null when the order passes within this account or firm, else why it does not. */
  Verdict check(Proposal proposal, Scope scope);
}
