package io.streambook.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Decimal8;
import io.streambook.book.Side;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Sums and products at the edges of a long, compared with those that know no edge. */
class ArithmeticTest {
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final long[] EDGES = {
    Long.MIN_VALUE, -Long.MAX_VALUE, -Decimal8.MAX, -1, 0, 1, Decimal8.MAX, Long.MAX_VALUE
  };

  private final SplittableRandom random = new SplittableRandom(1);

  private long any() {
    return random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextLong();
  }

  private static BigInteger value(Wide wide) {
    return BigInteger.valueOf(wide.high())
        .shiftLeft(Long.SIZE)
        .add(new BigInteger(Long.toUnsignedString(wide.low())));
  }

  private static long clamped(BigInteger value) {
    return value.max(LONG_MAX.negate()).min(LONG_MAX).longValueExact();
  }

  @Test
  void aWideSumIsExact() {
    Wide sum = new Wide();
    Wide other = new Wide();
    BigInteger exact = BigInteger.ZERO;
    BigInteger exactOther = BigInteger.ZERO;
    for (int step = 0; step < 2_000; step++) {
      long value = any();
      switch (random.nextInt(4)) {
        case 0 -> {
          sum.add(value);
          exact = exact.add(BigInteger.valueOf(value));
        }
        case 1 -> {
          sum.subtract(value);
          exact = exact.subtract(BigInteger.valueOf(value));
        }
        case 2 -> {
          sum.addAll(other);
          exact = exact.add(exactOther);
        }
        default -> {
          sum.subtractAll(other);
          exact = exact.subtract(exactOther);
        }
      }
      other.add(value);
      exactOther = exactOther.add(BigInteger.valueOf(value));
      assertThat(value(sum)).isEqualTo(exact);
      if (exact.bitLength() > 63) {
        assertThat(sum.clamped()).isEqualTo(clamped(exact));
        assertThat(sum.clampedAbsolute()).isEqualTo(Long.MAX_VALUE);
      }
    }
  }

  @Test
  void aWideSumThatFitsIsItself() {
    for (long value : EDGES) {
      assertThat(new Wide(value).clamped()).isEqualTo(value);
    }
    assertThat(new Wide(-5).clampedAbsolute()).isEqualTo(5);
    assertThat(new Wide(Long.MIN_VALUE).clampedAbsolute()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aDifferenceIsTheNearestLong() {
    for (long a : EDGES) {
      for (long b : EDGES) {
        if (a != Long.MIN_VALUE && b != Long.MIN_VALUE) {
          BigInteger exact = BigInteger.valueOf(a).subtract(BigInteger.valueOf(b));
          assertThat(Notional.minus(a, b)).isEqualTo(clamped(exact));
        }
      }
    }
  }

  @Test
  void aPositionsValueHasItsSign() {
    long price = 2 * Decimal8.ONE;
    assertThat(Notional.signed(3, price)).isEqualTo(6);
    assertThat(Notional.signed(-3, price)).isEqualTo(-6);
    assertThat(Notional.signed(0, price)).isZero();
    assertThat(Notional.signed(3, Decimal8.NONE)).isZero();
    assertThat(Notional.signed(-Decimal8.MAX, Decimal8.MAX)).isEqualTo(-Notional.OVERFLOW);
  }

  @Test
  void aProductIsRoundedUpOrOverflows() {
    BigInteger one = BigInteger.valueOf(Decimal8.ONE);
    for (int step = 0; step < 2_000; step++) {
      long qty = random.nextLong(1L << random.nextInt(1, 60));
      long price = random.nextLong(1L << random.nextInt(1, 60));
      BigInteger exact =
          BigInteger.valueOf(qty)
              .multiply(BigInteger.valueOf(price))
              .add(one)
              .subtract(BigInteger.ONE)
              .divide(one);
      assertThat(Notional.of(qty, price)).isEqualTo(exact.min(LONG_MAX).longValueExact());
    }
    assertThat(Notional.of(Long.MAX_VALUE, Decimal8.ONE)).isEqualTo(Long.MAX_VALUE);
    assertThat(Notional.of(Long.MAX_VALUE - 1, Decimal8.ONE)).isEqualTo(Long.MAX_VALUE - 1);
    assertThat(Notional.plus(Long.MAX_VALUE - 1, 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(Notional.plus(Long.MAX_VALUE, 1)).isEqualTo(Notional.OVERFLOW);
  }

  @Test
  void aPositionHasRoomForWhatStaysInRange() {
    for (long held : new long[] {-Long.MAX_VALUE, -10, 0, 10, Long.MAX_VALUE}) {
      for (long moved : new long[] {-Long.MAX_VALUE, -10, -1, 1, 10, Long.MAX_VALUE}) {
        SymbolSums sums = new SymbolSums();
        sums.move(held);
        BigInteger end = BigInteger.valueOf(held).add(BigInteger.valueOf(moved));
        assertThat(sums.hasRoom(moved))
            .as("%d and %d", held, moved)
            .isEqualTo(end.abs().compareTo(LONG_MAX) <= 0);
      }
    }
  }

  @Test
  void roomIsWhatIsLeftWhenAllThatWorksIsFilled() {
    SymbolSums sums = new SymbolSums();
    sums.work(Side.BUY, 1, Long.MAX_VALUE - 5);
    sums.work(Side.SELL, 1, Long.MAX_VALUE - 7);
    assertThat(sums.hasRoom(5)).isTrue();
    assertThat(sums.hasRoom(6)).isFalse();
    assertThat(sums.hasRoom(-7)).isTrue();
    assertThat(sums.hasRoom(-8)).isFalse();
  }

  @Test
  void aFirmTakesOverWhatItsAccountHolds() {
    SymbolSums own = new SymbolSums();
    own.move(3);
    own.work(Side.BUY, 2, 20);
    own.work(Side.SELL, 1, 7);
    SymbolSums firm = new SymbolSums();
    own.joins(firm);
    own.move(1);
    assertThat(firm.position()).isEqualTo(4);
    assertThat(firm.openOrders()).isEqualTo(3);
    assertThat(firm.worstLong()).isEqualTo(24);
    assertThat(firm.worstShort()).isEqualTo(-3);
    assertThat(firm.reducible(Side.SELL)).isEqualTo(-3);
    assertThat(firm.reducible(Side.BUY)).isEqualTo(-24);
  }
}
