package io.streambook.audit;

/** What one check came to: how much it looked at, and the first thing that breaks the rule. */
final class Finding {
  private final String rule;
  private final String subject;
  private long checked;
  private long broken;
  private String first;
  private String remark = "";

  Finding(String rule, String subject) {
    this.rule = rule;
    this.subject = subject;
  }

  static Finding of(Check check, Tape tape) {
    Finding finding = new Finding(check.rule(), check.subject());
    check.run(tape, finding);
    return finding;
  }

  /** One more thing was looked at. */
  void checked() {
    checked++;
  }

  /** So many more things were looked at. */
  void checked(long count) {
    checked += count;
  }

  /** This record breaks the rule. */
  void broken(Found<?> record, String how) {
    broken(record.where() + ": " + how);
  }

  /** Something breaks the rule that is no single record. */
  void broken(String how) {
    broken++;
    if (first == null) {
      first = how;
    }
  }

  /** Adds what a reader should know of a check that passed. */
  void remark(String text) {
    remark = text;
  }

  String rule() {
    return rule;
  }

  String subject() {
    return subject;
  }

  long checkedCount() {
    return checked;
  }

  boolean passed() {
    return broken == 0;
  }

  /** {@code ok}, or how often the rule was broken and where first. */
  String verdict() {
    if (passed()) {
      return remark.isEmpty() ? "ok" : "ok, " + remark;
    }
    return "FAILED " + broken + " times, first " + first;
  }
}
