package io.streambook.conformance;

import java.util.SplittableRandom;

/**
 * One random command as plain numbers, so that a log can be made shorter by leaving some out. What
 * each number means depends on the kind: see {@link RandomLog}.
 *
 * @param kind 0 to 99
 * @param account 0 to 3
 * @param pick chooses among the orders sent so far
 * @param qty 0 to 40 quarters
 * @param price 90 to 110
 * @param form 0 to 19: what is unusual about it
 * @param terms 0 to 2²⁰: what conditions it has
 */
record Step(int kind, int account, boolean buy, int pick, int qty, int price, int form, int terms) {
  static final int ACCOUNTS = 4;

  static Step random(SplittableRandom random) {
    return new Step(
        random.nextInt(100),
        random.nextInt(ACCOUNTS),
        random.nextBoolean(),
        random.nextInt(1 << 20),
        random.nextInt(41),
        90 + random.nextInt(21),
        random.nextInt(20),
        random.nextInt(1 << 20));
  }
}
