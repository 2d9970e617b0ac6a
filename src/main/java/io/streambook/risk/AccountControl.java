package io.streambook.risk;

import io.streambook.book.Verdict;

/** One control of an account. */
@FunctionalInterface
interface AccountControl {
  /** Null when the order passes, else why it does not. */
  Verdict check(Proposal proposal);
}
