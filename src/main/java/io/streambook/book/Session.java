package io.streambook.book;

/**
 * The trading session of a symbol (FIX TradingSessionID, 336): its phase and what put it there, the
 * instrument's terms, and the reference price that was stamped last.
 */
final class Session {
  private Phase phase = Phase.UNKNOWN;
  private String cause = "";
  private MarketState.Pause pause = MarketState.Pause.NONE;
  private TradingTerms terms = TradingTerms.NONE;
  private long reference = Decimal8.NONE;
  private int rulesVersion;

  void restore(Matching.State saved) {
    MarketState state = saved.market();
    phase = state.phase();
    cause = state.cause();
    pause = state.pause();
    terms = saved.terms();
    reference = saved.reference();
    rulesVersion = saved.rulesVersion();
  }

  /** Of the rules in force; 0 while the log has named none, which is as 1. */
  int rulesVersion() {
    return rulesVersion;
  }

  /** From here on other rules are in force. */
  void rules(int version) {
    rulesVersion = version;
  }

  Phase phase() {
    return phase;
  }

  String cause() {
    return cause;
  }

  MarketState.Pause pause() {
    return pause;
  }

  TradingTerms terms() {
    return terms;
  }

  /** In 10⁻⁸, or {@link Decimal8#NONE}. */
  long reference() {
    return reference;
  }

  /** The reference as a price at which orders can stand. */
  long referenceOnTick() {
    return terms.onTick(reference);
  }

  /** A reference price was stamped on an entry, or none. */
  void see(long stamped) {
    if (stamped > 0) {
      reference = stamped;
    }
  }

  /** Whether it is the end of a pause that is over already. */
  boolean isLate(SymbolCommand.PhaseChange change) {
    return change.endsPause() && change.offset() != pause.sequence();
  }

  void change(SymbolCommand.PhaseChange change) {
    cause = cause(change);
    phase = change.phase();
    terms = change.terms();
    pause = MarketState.Pause.NONE;
  }

  private static String cause(SymbolCommand.PhaseChange change) {
    if (change.endsPause()) {
      return "pause-end-" + change.offset();
    }
    return change.isScheduled()
        ? "schedule-" + change.offset()
        : "instruments-" + change.partition() + "-" + change.offset();
  }

  /** Orders are collected from here on, since one would have traded outside the band. */
  void pause(long sequence, long time) {
    phase = Phase.AUCTION;
    cause = "band-" + sequence;
    pause = new MarketState.Pause(sequence, time);
  }

  /** Whether the order only waits for an auction, now. */
  boolean collects(BookOrder order) {
    return phase.collects()
        || order.timeInForce() == TimeInForce.AT_THE_OPEN
        || order.timeInForce() == TimeInForce.AT_THE_CLOSE;
  }

  /** Risk knows of a phase that the log has; one that matching has begun it hears of later. */
  Verdict check(OrderCommand order) {
    if (!phase.collects() && order.timeInForce() != TimeInForce.AT_THE_OPEN) {
      return null;
    }
    return PhaseRules.check(
        phase, order.orderType(), order.timeInForce(), order.conditions().postOnly());
  }

  /** How far an order of this side may trade within its limit and the band. */
  long inBand(Side side, long limit) {
    if (!hasBand()) {
      return limit;
    }
    long edge = terms.bandLimit(side, reference);
    return side == Side.BUY ? Math.min(limit, edge) : Math.max(limit, edge);
  }

  /** Before version 3 an order may trade beyond the edge that is the better one for it. */
  boolean bandHasBothEdges() {
    return rulesVersion >= 3 && hasBand();
  }

  /** Whether orders that rest beyond the band move to its edge now. */
  boolean movesToBand() {
    return bandHasBothEdges() && phase == Phase.CONTINUOUS && !pausesAtBand();
  }

  private boolean hasBand() {
    return terms.bandBps() != 0 && reference != Decimal8.NONE;
  }

  boolean pausesAtBand() {
    return terms.bandAction() == BandAction.PAUSE;
  }
}
