package io.streambook.book;

/**
 * An order with its stamps, on its way to the symbol's log.
 *
 * @param order the command as it was read
 * @param number dense number among the symbol's orders and phase changes, from 1, as they were read
 * @param time when it was judged, in microseconds since 1970
 * @param tradingDay trading day of the instrument, in days since 1970; 0 for an unknown symbol
 * @param reference reference price in 10⁻⁸, or {@link Decimal8#NONE}
 * @param protectionLimit worst price in 10⁻⁸ at which a market order may trade, or {@link
 *     Decimal8#NONE}
 * @param currency settlement currency of the instrument; empty for an unknown symbol
 * @param verdict of all controls that it has passed so far
 * @param targetKnown on a cancel or replace: risk accepted its target before, whether it still
 *     works or not
 * @param reduceOnly the instrument takes only what brings the account's position nearer to zero;
 *     the account stage judges it, and the log has that verdict instead
 */
public record Judged(
    OrderCommand order,
    long number,
    long time,
    int tradingDay,
    long reference,
    long protectionLimit,
    String currency,
    Verdict verdict,
    boolean targetKnown,
    boolean reduceOnly) {

  /** One that the account stage is done with. */
  public Judged(
      OrderCommand order,
      long number,
      long time,
      int tradingDay,
      long reference,
      long protectionLimit,
      String currency,
      Verdict verdict,
      boolean targetKnown) {
    this(
        order,
        number,
        time,
        tradingDay,
        reference,
        protectionLimit,
        currency,
        verdict,
        targetKnown,
        false);
  }

  /** One whose target nobody has looked for yet. */
  public Judged(
      OrderCommand order,
      long number,
      long time,
      int tradingDay,
      long reference,
      long protectionLimit,
      String currency,
      Verdict verdict) {
    this(order, number, time, tradingDay, reference, protectionLimit, currency, verdict, false);
  }

  /** The same, about an order that risk has accepted. */
  public Judged withKnownTarget() {
    return with(verdict, true);
  }

  /** The same with another verdict. */
  public Judged with(Verdict newVerdict) {
    return with(newVerdict, targetKnown);
  }

  private Judged with(Verdict newVerdict, boolean known) {
    return new Judged(
        order,
        number,
        time,
        tradingDay,
        reference,
        protectionLimit,
        currency,
        newVerdict,
        known,
        reduceOnly);
  }
}
