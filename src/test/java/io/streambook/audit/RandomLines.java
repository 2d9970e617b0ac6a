package io.streambook.audit;

import io.streambook.book.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A random flow of orders in the words of {@link io.streambook.book.TestLog}. */
final class RandomLines {
  private static final List<String> ACCOUNTS = List.of("alice", "bob", "FIRM/carol");
  private static final List<String> FORMS = List.of("GTC", "GTC", "DAY", "IOC", "FOK");

  private static final List<Reason> REASONS =
      List.copyOf(EnumSet.range(Reason.UNSUPPORTED, Reason.ORDER_RATE));

  private final Random random;
  private final String prefix;
  private final List<String> owners = new ArrayList<>();

  /**
   * @param prefix begins all order ids
   */
  RandomLines(long seed, String prefix) {
    this.random = new Random(seed);
    this.prefix = prefix;
  }

  List<String> next(int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(100);
      if (i == count / 2) {
        lines.add("day 2");
      } else if (i == count * 3 / 4) {
        lines.add("kill " + ACCOUNTS.get(0));
      } else if (kind < 3) {
        lines.add(correction(i));
      } else if (kind < 65 || owners.isEmpty()) {
        lines.add(order(i));
      } else {
        lines.add(change(kind < 85, i));
      }
    }
    return lines;
  }

  /** Mostly of a trade: the line with index i is entry i + 2 of the log. */
  private String correction(int number) {
    if (random.nextInt(4) == 0) {
      return ACCOUNTS.get(1) + " adjust " + prefix + "k" + number + " sell 5@ cash=7";
    }
    String symbol = prefix.toUpperCase(Locale.ROOT).repeat(3);
    long made = Math.max(0, number + 1 - random.nextInt(20));
    return "ops bust " + prefix + "k" + number + " of=" + symbol + "-" + made + "-0";
  }

  private String order(int number) {
    String account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    String line = account + " " + side() + " " + prefix + owners.size() + " " + qty() + "@";
    owners.add(account);
    if (random.nextInt(10) == 0) {
      return line + "market" + (random.nextBoolean() ? "95" : "105") + " IOC";
    }
    line += price() + " " + FORMS.get(random.nextInt(FORMS.size()));
    return random.nextInt(20) == 0
        ? line + " refused " + REASONS.get(number % REASONS.size())
        : line;
  }

  private String change(boolean cancel, int number) {
    int target = random.nextInt(owners.size());
    String line = owners.get(target) + (cancel ? " cancel " : " replace ") + prefix + "c" + number;
    line += " of " + prefix + target;
    return cancel ? line : line + " " + side() + " " + qty() + "@" + price();
  }

  private String side() {
    return random.nextBoolean() ? "buy" : "sell";
  }

  private int qty() {
    return 1 + random.nextInt(20);
  }

  private int price() {
    return 95 + random.nextInt(11);
  }
}
