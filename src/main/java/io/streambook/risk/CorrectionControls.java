package io.streambook.risk;

import static io.streambook.book.Verdict.reject;

import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.Reason;
import io.streambook.book.Verdict;

/** What an operator's command must say. */
final class CorrectionControls {
  static final int MAX_COMMENT_LENGTH = 256;

  private CorrectionControls() {}

  /** Who does it, and why. */
  static Verdict operator(OrderCommand order, Market market) {
    Correction correction = order.correction();
    if (!CommandControls.validId(correction.operator())) {
      return reject(
          Reason.INVALID_OPERATOR,
          "operator length="
              + correction.operator().length()
              + ", limit=1 to "
              + CommandControls.MAX_ID_LENGTH
              + " printable ASCII");
    }
    String comment = correction.comment();
    return !comment.isBlank() && comment.length() <= MAX_COMMENT_LENGTH && printable(comment)
        ? null
        : reject(
            Reason.INVALID_OPERATOR,
            "comment length="
                + comment.length()
                + ", limit=1 to "
                + MAX_COMMENT_LENGTH
                + " printable ASCII");
  }

  private static boolean printable(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** A position or cash, or both, and neither beyond the range of the venue. */
  static Verdict adjustment(OrderCommand order, Market market) {
    long qty = order.qty();
    long cash = order.correction().cash();
    boolean inRange =
        qty >= 0 && qty <= CommandControls.MAX_QTY && cash >= -Decimal8.MAX && cash <= Decimal8.MAX;
    if (inRange && (qty != 0 || cash != 0)) {
      return null;
    }
    return reject(
        Reason.INVALID_ADJUSTMENT,
        "qty="
            + Decimal8.format(qty)
            + ", cash="
            + Decimal8.format(cash)
            + ", limit="
            + Decimal8.format(CommandControls.MAX_QTY)
            + ", "
            + Decimal8.format(Decimal8.MAX));
  }
}
