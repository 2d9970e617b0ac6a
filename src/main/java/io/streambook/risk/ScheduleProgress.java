package io.streambook.risk;

/**
 * How far a symbol has followed the schedule of its instrument. The market hears the phase of the
 * last step.
 */
final class ScheduleProgress {
  private final Market market;

  /** Up to when it was followed, in microseconds since 1970. */
  private long followedTo;

  private long nextStep = Long.MAX_VALUE;

  ScheduleProgress(Market market) {
    this.market = market;
  }

  /**
   * Follows the schedule to the last step whose time has come.
   *
   * @return null when none has since the last time
   */
  Schedule.Due takeStep(long now) {
    return now < nextStep ? null : follow(scheduleOf(market.instrument()).at(now).instant());
  }

  /**
   * Follows the schedule up to an instant, in microseconds since 1970, if it was not further.
   *
   * @return the last step up to there; null without a schedule
   */
  Schedule.Due follow(long instant) {
    followedTo = Math.max(followedTo, instant);
    return findStep();
  }

  /** The last step of what is the schedule now, up to where it was followed; null without one. */
  Schedule.Due findStep() {
    Schedule schedule = scheduleOf(market.instrument());
    Schedule.Due step = schedule.at(followedTo);
    market.scheduled(step == null ? null : step.phase());
    nextStep = schedule.after(followedTo);
    return step;
  }

  /** That of a record, which may be null. */
  static Schedule scheduleOf(Instrument instrument) {
    return instrument == null ? Schedule.NONE : instrument.schedule();
  }

  /**
   * Whether a record may change what a schedule does: whoever sets it waits for the log to tell.
   *
   * @param known the record before, or null
   */
  static boolean steers(Instrument known, Instrument newest) {
    if (!newest.schedule().equals(scheduleOf(known))) {
      return true;
    }
    return !newest.schedule().isNone()
        && (newest.phase() != known.phase() || newest.tradingDay() > known.tradingDay());
  }

  /** Up to when the schedule was followed, in microseconds since 1970. */
  long followedTo() {
    return followedTo;
  }

  /** When it has its next step, in microseconds since 1970; MAX_VALUE for never. */
  long nextStep() {
    return nextStep;
  }

  void restore(SymbolRow.Trading row) {
    followedTo = row.scheduledTo();
    findStep();
  }
}
