package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class Decimal8Test {
  @Test
  void readsUpToEightDecimals() {
    assertThat(Decimal8.parse("12.5")).isEqualTo(1_250_000_000L);
    assertThat(Decimal8.parse("0.00000001")).isEqualTo(1);
    assertThat(Decimal8.parse("-3")).isEqualTo(-300_000_000L);
    assertThat(Decimal8.parse("1.000000000")).isEqualTo(Decimal8.ONE);
    assertThat(Decimal8.parse("9999999999.99999999")).isEqualTo(Decimal8.MAX);
  }

  @Test
  void refusesWhatDoesNotFit() {
    for (String text : new String[] {"0.000000001", "1e20", "92233720368.54775808"}) {
      assertThatThrownBy(() -> Decimal8.parse(text)).isInstanceOf(ArithmeticException.class);
    }
    for (String text : new String[] {"", "x", "1,5"}) {
      assertThatThrownBy(() -> Decimal8.parse(text)).isInstanceOf(NumberFormatException.class);
    }
  }

  @Test
  void writesTheShortestPlainText() {
    assertThat(Decimal8.format(0)).isEqualTo("0");
    assertThat(Decimal8.format(1)).isEqualTo("0.00000001");
    assertThat(Decimal8.format(100 * Decimal8.ONE)).isEqualTo("100");
    assertThat(Decimal8.format(-Decimal8.ONE / 4)).isEqualTo("-0.25");
    assertThat(Decimal8.format(Decimal8.NONE)).isEmpty();
  }

  @Property
  void readsWhatItWrites(@ForAll @LongRange(min = -Long.MAX_VALUE) long value) {
    assertThat(Decimal8.parse(Decimal8.format(value))).isEqualTo(value);
  }

  /** The same in unlimited precision. */
  @Property(tries = 5000)
  void notionalIsExactRoundedUpOrAnError(
      @ForAll @LongRange(max = Long.MAX_VALUE) long qty,
      @ForAll @LongRange(max = Long.MAX_VALUE) long price) {
    BigDecimal exact =
        BigDecimal.valueOf(qty, 8)
            .multiply(BigDecimal.valueOf(price, 8))
            .setScale(8, RoundingMode.CEILING);
    if (exact.unscaledValue().bitLength() < 64) {
      assertThat(Decimal8.notional(qty, price)).isEqualTo(exact.unscaledValue().longValueExact());
    } else {
      assertThatThrownBy(() -> Decimal8.notional(qty, price))
          .isInstanceOf(ArithmeticException.class);
    }
  }

  @Test
  void notionalRoundsUp() {
    assertThat(Decimal8.notional(1, 1)).isEqualTo(1);
    assertThat(Decimal8.notional(0, 1)).isZero();
    assertThat(Decimal8.notional(Decimal8.ONE, Decimal8.ONE)).isEqualTo(Decimal8.ONE);
    assertThat(Decimal8.notional(3, Decimal8.ONE / 2)).isEqualTo(2);
  }
}
