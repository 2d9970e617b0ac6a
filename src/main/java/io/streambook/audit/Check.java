package io.streambook.audit;

/** One rule of the venue, checked over the whole tape. */
interface Check {

  /** The rule, in words. */
  String rule();

  /** What is counted as checked. */
  String subject();

  void run(Tape tape, Finding finding);
}
