package io.streambook.book;

/**
 * What an operator's command says: {@link Action#TRADE_CANCEL}, {@link Action#ADJUST}, or a {@link
 * Action#MASS_CANCEL} of all accounts.
 *
 * @param tradeId FIX ExecRefID (19): the trade that is cancelled, {@code SYMBOL-sequence-index};
 *     empty on an adjustment
 * @param cash paid to the account by an adjustment, in 10⁻⁸ of the instrument's currency; negative
 *     when it is taken from it
 * @param operator who does it
 * @param comment why: FIX Text (58)
 */
public record Correction(String tradeId, long cash, String operator, String comment) {
  /** Of a command that is no operator's. */
  public static final Correction NONE = new Correction("", 0, "", "");

  /** Equal to {@link #NONE} is the same as it: nearly all commands have it. */
  public static Correction of(String tradeId, long cash, String operator, String comment) {
    return cash == 0 && tradeId.isEmpty() && operator.isEmpty() && comment.isEmpty()
        ? NONE
        : new Correction(tradeId, cash, operator, comment);
  }

  public boolean isNone() {
    return equals(NONE);
  }
}
