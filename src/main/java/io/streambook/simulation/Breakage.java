package io.streambook.simulation;

/** Ways to break the protocol on purpose: the simulation must see each of them. */
public enum Breakage {
  NONE,
  /** A new start lets old writers go on. */
  NO_FENCING,
  /** A writer that opens late does not look whether it still is the owner. */
  NO_LOOK_AT_THE_OWNER,
  /** The ends of the log that a checkpoint keeps may be those of another job's entries. */
  NO_LOOK_AT_THE_OWNER_AT_A_CHECKPOINT,
  /** The guard looks for a newer owner, and asks for the ends of the log after that. */
  OWNER_ASKED_BEFORE_THE_ENDS,
  /** A snapshot knows what is not in the log yet. */
  SNAPSHOT_BEFORE_FLUSH,
  /** A stage takes its snapshot when the first barrier comes, not when all have come. */
  NO_ALIGNMENT,
  /** The account stage does not hear of the tail. */
  NO_TAIL_FOR_ACCOUNTS,
  /** Matching does not hear of the tail. */
  NO_TAIL_FOR_MATCHING,
  /** Dead letters that are published are not heard of. */
  NO_TAIL_FOR_DEAD_LETTERS,
  /** Accounts whose snapshot is due are not in the state. */
  DUE_ACCOUNTS_FORGOTTEN,
  /** Symbols whose book is due are not in the state. */
  DUE_BOOKS_FORGOTTEN,
  /** What a start heard of as published, and has not read again, is not in the state. */
  PUBLISHED_FORGOTTEN,
  /** A commit of unknown outcome is done again. */
  UNKNOWN_COMMIT_AGAIN,
  /** The guard asks for the ends of the log when its barrier has left, not before. */
  ENDS_ASKED_AFTER_THE_BARRIER,
  /** The guard asks for the ends of the log when all stages have taken their snapshots. */
  ENDS_ASKED_AFTER_THE_SNAPSHOTS
}
