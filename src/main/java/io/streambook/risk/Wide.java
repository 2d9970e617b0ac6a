package io.streambook.risk;

/** A sum of longs that can't overflow: 128 bits in two's complement. */
final class Wide {
  private long high;
  private long low;

  Wide() {}

  Wide(long value) {
    add(value);
  }

  Wide(long high, long low) {
    this.high = high;
    this.low = low;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  void add(long value) {
    long sum = low + value;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    high += (value >> 63) + carry;
    low = sum;
  }

  void subtract(long value) {
    long difference = low - value;
    long borrow = Long.compareUnsigned(low, value) < 0 ? 1 : 0;
    high -= (value >> 63) + borrow;
    low = difference;
  }

  void addAll(Wide other) {
    long sum = low + other.low;
    high += other.high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    low = sum;
  }

  void subtractAll(Wide other) {
    long difference = low - other.low;
    high -= other.high + (Long.compareUnsigned(low, other.low) < 0 ? 1 : 0);
    low = difference;
  }

  /** Takes the value of another. */
  void set(Wide other) {
    high = other.high;
    low = other.low;
  }

  /** The value, or the nearest long. */
  long clamped() {
    if (high == low >> 63) {
      return low;
    }
    return high < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
  }

  /** The absolute value, or the largest long. */
  long clampedAbsolute() {
    long value = clamped();
    return value == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(value);
  }
}
