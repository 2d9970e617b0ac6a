package io.streambook.job;

import io.streambook.venue.Ledger;
import java.io.Serializable;

/** Opens the ledger of a subtask. */
@FunctionalInterface
interface Ledgers extends Serializable {
  Ledger of(int subtask);
}
