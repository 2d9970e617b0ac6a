package io.streambook.book;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a symbol's log from lines such as
 *
 * <pre>
 * alice sell s1 10@100              limit, GTC unless another time in force follows
 * bob buy b1 4@market95 IOC         market, protected at 95
 * alice replace r1 of s1 sell 5@101
 * alice cancel c1 of s1
 * bob buy b2 1@1 GTC refused TICK_SIZE
 * kill alice
 * phase HALTED
 * day 2
 * </pre>
 *
 * Sequences, numbers, offsets and times count up by themselves. The reference price is always 100.
 */
public final class TestLog {
  public static final int PARTITION = 3;
  public static final long REFERENCE = 100 * Decimal8.ONE;

  private final String symbol;
  private long sequence;
  private long number;
  private int day = 1;

  public TestLog(String symbol) {
    this.symbol = symbol;
  }

  /** The next entries; the very first call begins the log. */
  public List<LogEntry> entries(String... lines) {
    List<LogEntry> entries = new ArrayList<>();
    if (sequence == 0) {
      entries.add(new LogEntry.Rules(symbol, ++sequence, 0, day, 1));
    }
    for (String line : lines) {
      Object command = command(line);
      entries.add(
          command instanceof Judged judged
              ? new LogEntry.Order(++sequence, judged)
              : new LogEntry.Symbol(++sequence, (SymbolCommand) command));
    }
    return entries;
  }

  /** The line as it comes from risk: a Judged with the next number, or a SymbolCommand after it. */
  public Object command(String line) {
    String[] words = line.split(" ");
    return switch (words[0]) {
      case "kill" -> new SymbolCommand.KillCancel(symbol, number, 0, 7, time(), day, words[1]);
      case "phase" -> phase(Phase.valueOf(words[1]));
      case "day" -> {
        day = Integer.parseInt(words[1]);
        yield phase(Phase.CONTINUOUS);
      }
      default -> judged(words);
    };
  }

  private SymbolCommand phase(Phase phase) {
    return new SymbolCommand.PhaseChange(symbol, number++, 0, 9, time(), day, phase);
  }

  private Judged judged(String[] words) {
    number++;
    return switch (words[1]) {
      case "cancel" ->
          judged(words[0], words[2], words[4], Action.CANCEL, Side.BUY, "0@", "DAY", words, 5);
      case "replace" ->
          judged(
              words[0],
              words[2],
              words[4],
              Action.REPLACE,
              side(words[5]),
              words[6],
              "GTC",
              words,
              7);
      default ->
          judged(
              words[0],
              words[2],
              "",
              Action.NEW,
              side(words[1]),
              words[3],
              words.length > 4 ? words[4] : "GTC",
              words,
              5);
    };
  }

  private Judged judged(
      String account,
      String orderId,
      String origOrderId,
      Action action,
      Side side,
      String what,
      String timeInForce,
      String[] words,
      int verdictAt) {
    String[] qtyAndPrice = what.split("@", 2);
    boolean market = qtyAndPrice[1].startsWith("market");
    String price = market ? qtyAndPrice[1].substring("market".length()) : qtyAndPrice[1];
    long limit = price.isEmpty() ? Decimal8.NONE : Decimal8.parse(price);
    OrderCommand order =
        new OrderCommand(
            PARTITION,
            1000 + number,
            symbol,
            account,
            orderId,
            origOrderId,
            action,
            side,
            market ? OrderType.MARKET : OrderType.LIMIT,
            TimeInForce.valueOf(timeInForce),
            Decimal8.parse(qtyAndPrice[0]),
            market ? Decimal8.NONE : limit,
            time(),
            null);
    return new Judged(
        order,
        number,
        time(),
        day,
        REFERENCE,
        market ? limit : Decimal8.NONE,
        "USD",
        words.length > verdictAt
            ? Verdict.reject(Reason.valueOf(words[verdictAt + 1]), "tested")
            : Verdict.ACCEPTED);
  }

  private static Side side(String word) {
    return Side.valueOf(word.toUpperCase(java.util.Locale.ROOT));
  }

  private long time() {
    return 1_000_000 + number;
  }
}
