package io.streambook.contract;

import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.SelfTradePrevention;
import java.nio.ByteBuffer;
import java.time.Instant;

/** The fields of {@link Conditions}, which stand one after the other in three contracts. */
final class ConditionFields {
  private ConditionFields() {}

  static Conditions read(
      ByteBuffer stopPx,
      ByteBuffer displayQty,
      ByteBuffer minQty,
      boolean postOnly,
      Instant expireTime,
      io.streambook.avro.SelfTradePrevention selfTradePrevention,
      String selfTradeGroup) {
    return Conditions.of(
        Fields.number(stopPx, "stopPx"),
        Fields.orZero(displayQty, "displayQty"),
        Fields.orZero(minQty, "minQty"),
        postOnly,
        Fields.orZero(expireTime),
        Fields.as(SelfTradePrevention.class, selfTradePrevention),
        Fields.text(selfTradeGroup));
  }

  static Conditions read(AvroInput in) {
    return Conditions.of(
        in.optionalDecimal(),
        in.decimalOrZero(),
        in.decimalOrZero(),
        in.flag(),
        in.numberOrZero(),
        in.symbol(Symbols.SELF_TRADE_PREVENTION),
        in.optionalName());
  }

  static void write(Conditions conditions, AvroOutput out) {
    out.optionalDecimal(conditions.stopPx());
    out.optionalDecimal(noneForZero(conditions.displayQty()));
    out.optionalDecimal(noneForZero(conditions.minQty()));
    out.flag(conditions.postOnly());
    out.numberUnlessZero(conditions.expireTime());
    out.symbol(conditions.selfTradePrevention(), Symbols.SELF_TRADE_PREVENTION);
    out.optionalText(conditions.selfTradeGroup());
  }

  private static long noneForZero(long value) {
    return value == 0 ? Decimal8.NONE : value;
  }
}
