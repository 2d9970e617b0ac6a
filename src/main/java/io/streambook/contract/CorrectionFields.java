package io.streambook.contract;

import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import java.nio.ByteBuffer;

/**
 * The fields of {@link Correction}, which end three contracts; executions have a tradeId before.
 */
final class CorrectionFields {
  private CorrectionFields() {}

  static Correction read(String tradeId, ByteBuffer cash, String operator, String comment) {
    return Correction.of(
        Fields.text(tradeId),
        Fields.orZero(cash, "cash"),
        Fields.text(operator),
        Fields.text(comment));
  }

  static Correction read(AvroInput in) {
    return readWithout(in.optionalText(), in);
  }

  /** What follows the tradeId. */
  static Correction readWithout(String tradeId, AvroInput in) {
    return Correction.of(tradeId, in.decimalOrZero(), in.optionalText(), in.optionalText());
  }

  static void write(Correction correction, AvroOutput out) {
    out.optionalText(correction.tradeId());
    writeWithoutTradeId(correction, out);
  }

  static void writeWithoutTradeId(Correction correction, AvroOutput out) {
    out.optionalDecimal(correction.cash() == 0 ? Decimal8.NONE : correction.cash());
    out.optionalText(correction.operator());
    out.optionalText(correction.comment());
  }
}
