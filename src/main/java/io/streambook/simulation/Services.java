package io.streambook.simulation;

/** What a job runs; its name is the prefix of its transactional ids. */
enum Services {
  RISK_AND_MATCHING(true, true),
  RISK(true, false),
  MATCHING(false, true);

  private final boolean risk;
  private final boolean matching;

  Services(boolean risk, boolean matching) {
    this.risk = risk;
    this.matching = matching;
  }

  boolean runRisk() {
    return risk;
  }

  boolean runMatching() {
    return matching;
  }
}
