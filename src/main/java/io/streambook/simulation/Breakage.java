package io.streambook.simulation;

/** Ways to break the protocol on purpose: the simulation must see each of them. */
public enum Breakage {
  NONE,
  /** A new start lets old writers go on. */
  NO_FENCING,
  /** A writer that opens late does not look whether it still is the owner. */
  NO_LOOK_AT_THE_OWNER,
  /** A snapshot knows what is not in the log yet. */
  SNAPSHOT_BEFORE_FLUSH,
  /** The account stage does not hear of the tail. */
  NO_TAIL_FOR_ACCOUNTS,
  /** A commit of unknown outcome is done again. */
  UNKNOWN_COMMIT_AGAIN,
  /** The place to begin reading is taken after the snapshot, not before. */
  ENDS_AFTER_SNAPSHOT
}
