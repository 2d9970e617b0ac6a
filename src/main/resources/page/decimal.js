// Decimals as the venue has them: BigInt in units of 10⁻⁸. No price, quantity or amount is ever a
// float; only places on a canvas are.

const DIGITS = 8;
export const ONE = 10n ** BigInt(DIGITS);

/** The value of a text such as "-12.5"; null when it is none, or has more than 8 decimals. */
export function parse(text) {
  const match = /^(-)?(\d+)(?:\.(\d{0,8}))?$/.exec(String(text ?? "").trim());
  if (!match) {
    return null;
  }
  const value = BigInt(match[2]) * ONE + BigInt((match[3] ?? "").padEnd(DIGITS, "0"));
  return match[1] ? -value : value;
}

/** As the API takes it: no grouping, no trailing zeros. */
export function plain(value) {
  const magnitude = abs(value);
  const fraction = String(magnitude % ONE).padStart(DIGITS, "0").replace(/0+$/, "");
  return (value < 0n ? "-" : "") + magnitude / ONE + (fraction ? "." + fraction : "");
}

/** For people: grouped, with exactly so many decimals, rounded half away from zero. */
export function show(value, digits) {
  if (value === null || value === undefined) {
    return "–";
  }
  const unit = 10n ** BigInt(DIGITS - digits);
  const rounded = (abs(value) + unit / 2n) / unit;
  const scale = 10n ** BigInt(digits);
  const whole = String(rounded / scale).replace(/\B(?=(\d{3})+$)/g, ",");
  const fraction = digits ? "." + String(rounded % scale).padStart(digits, "0") : "";
  return (value < 0n && rounded !== 0n ? "−" : "") + whole + fraction;
}

const UNITS = [["", 1n], ["k", 1_000n], ["M", 1_000_000n], ["B", 1_000_000_000n], ["T", 1_000_000_000_000n]];

/** For people, with the most decimals that so many characters hold, such as 1,234.6 or 1.23M. */
export function within(value, digits, characters) {
  for (const [unit, scale] of UNITS) {
    // A letter is as wide as two digits.
    const room = characters - 2 * unit.length;
    for (let decimals = unit ? 2 : digits; decimals >= 0; decimals--) {
      const text = show(value / scale, decimals);
      if (text.length <= room && !(unit && text.includes(","))) {
        return text + unit;
      }
    }
  }
  return "…";
}

/** The same with a sign also for gains. */
export function signed(value, digits) {
  return (value > 0n ? "+" : "") + show(value, digits);
}

/** Decimals that multiples of a step need. */
export function digitsOf(step) {
  return (plain(step).split(".")[1] ?? "").length;
}

/** Product of two decimals, rounded down in magnitude. */
export function times(a, b) {
  return (a * b) / ONE;
}

/** Quotient of two decimals, rounded down in magnitude; null when the divisor is zero. */
export function over(a, b) {
  return b === 0n ? null : (a * ONE) / b;
}

export function abs(value) {
  return value < 0n ? -value : value;
}

export function max(a, b) {
  return a > b ? a : b;
}

/** How much of the whole it is, in basis points, as a number: for bars and percentages. */
export function basisPoints(part, whole) {
  return whole === 0n ? 0 : Number((part * 10_000n) / whole);
}
