package io.streambook.book;

import java.util.ArrayList;
import java.util.Arrays;
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
 * bob buy b2 1@1 GTC refused TICK_SIZE:limit_=_1   with this text
 * alice sell s2 10@101 DAY stop=99 display=2 post stp=CANCEL_OLDEST group=g
 * alice sell s3 10@market90 DAY stop=99
 * alice buy b3 10@100 IOC min=4
 * alice buy b4 10@100 GTD expires=50
 * alice masscancel m1 both
 * ops bust k1 of=ACME-17-0          cancels the trade
 * alice adjust k2 sell 10@ cash=50   takes 10 and pays 50
 * ops masscancel m1 both operator=ops  of all accounts
 * expire 50
 * rules 1
 * kill alice
 * phase HALTED
 * band 500 PAUSE                    5 % around the reference, ticks of 1, CONTINUOUS
 * resume 17                         the end of the pause that entry 17 began
 * day 2
 * </pre>
 *
 * {@code known} at the end says that risk knows the target of a cancel or replace, {@code ref=110}
 * that the reference price is not 100. Sequences, numbers, offsets and times count up by
 * themselves.
 */
public final class TestLog {
  public static final int PARTITION = 3;
  public static final long REFERENCE = 100 * Decimal8.ONE;

  private final String symbol;
  private long sequence;
  private long number;
  private int day = 1;
  private TradingTerms terms = TradingTerms.NONE;

  public TestLog(String symbol) {
    this.symbol = symbol;
  }

  /**
   * The next entries; the very first call begins the log, by the newest rules or those it names.
   */
  public List<LogEntry> entries(String... lines) {
    List<LogEntry> entries = new ArrayList<>();
    if (sequence == 0 && !lines[0].startsWith("rules ")) {
      entries.add(new LogEntry.Rules(symbol, ++sequence, 0, day, Matching.RULES_VERSION));
    }
    for (String line : lines) {
      if (line.startsWith("rules ")) {
        int version = Integer.parseInt(line.substring("rules ".length()));
        entries.add(new LogEntry.Rules(symbol, ++sequence, time(), day, version));
        continue;
      }
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
      case "step" ->
          phase(
              SymbolCommand.PhaseChange.SCHEDULED,
              Long.parseLong(words[2]),
              Phase.valueOf(words[1]));
      case "band" -> {
        terms =
            new TradingTerms(
                Decimal8.ONE, Integer.parseInt(words[1]), BandAction.valueOf(words[2]));
        yield phase(Phase.CONTINUOUS);
      }
      case "resume" ->
          phase(SymbolCommand.PhaseChange.PAUSE_END, Long.parseLong(words[1]), Phase.CONTINUOUS);
      case "day" -> {
        day = Integer.parseInt(words[1]);
        yield phase(Phase.CONTINUOUS);
      }
      case "expire" ->
          new SymbolCommand.Expire(symbol, number, Long.parseLong(words[1]), time(), day);
      default -> judged(words);
    };
  }

  private SymbolCommand phase(Phase phase) {
    return phase(0, 9, phase);
  }

  private SymbolCommand phase(int partition, long offset, Phase phase) {
    return new SymbolCommand.PhaseChange(
        symbol, number++, partition, offset, time(), day, phase, Decimal8.NONE, terms);
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
              hasTif(words, 7) ? words[7] : "GTC",
              words,
              hasTif(words, 7) ? 8 : 7);
      case "masscancel" ->
          judged(words[0], words[2], "", Action.MASS_CANCEL, side(words[3]), "0@", "DAY", words, 4);
      case "bust" ->
          judged(words[0], words[2], "", Action.TRADE_CANCEL, Side.BUY, "0@", "DAY", words, 3);
      case "adjust" ->
          judged(words[0], words[2], "", Action.ADJUST, side(words[3]), words[4], "DAY", words, 5);
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

  private static boolean hasTif(String[] words, int at) {
    return words.length > at
        && Arrays.stream(TimeInForce.values()).anyMatch(tif -> tif.name().equals(words[at]));
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
    Options options = new Options(words, verdictAt);
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
            options.type(market),
            TimeInForce.valueOf(timeInForce),
            Decimal8.parse(qtyAndPrice[0]),
            market ? Decimal8.NONE : limit,
            options.conditions(),
            time(),
            0,
            options.correction,
            null);
    return new Judged(
        order,
        number,
        time(),
        day,
        options.reference,
        market ? limit : Decimal8.NONE,
        "USD",
        options.verdict,
        options.known);
  }

  /** What follows the terms that every order has. */
  private static final class Options {
    private Verdict verdict = Verdict.ACCEPTED;
    private boolean known;
    private long reference = REFERENCE;
    private long stopPx = Decimal8.NONE;
    private long displayQty;
    private long minQty;
    private boolean postOnly;
    private long expireTime;
    private SelfTradePrevention prevention = SelfTradePrevention.NONE;
    private String group = "";
    private Correction correction = Correction.NONE;

    Options(String[] words, int from) {
      for (int i = from; i < words.length; i++) {
        String[] option = words[i].split("=", 2);
        switch (option[0]) {
          case "refused" -> verdict = refused(words[++i].split(":", 2));
          case "known" -> known = true;
          case "ref" -> reference = Decimal8.parse(option[1]);
          case "stop" -> stopPx = Decimal8.parse(option[1]);
          case "display" -> displayQty = Decimal8.parse(option[1]);
          case "min" -> minQty = Decimal8.parse(option[1]);
          case "post" -> postOnly = true;
          case "expires" -> expireTime = Long.parseLong(option[1]);
          case "stp" -> prevention = SelfTradePrevention.valueOf(option[1]);
          case "group" -> group = option[1];
          case "operator" -> correction = new Correction("", 0, option[1], "tested");
          case "of" -> correction = new Correction(option[1], 0, "ops", "tested");
          case "cash" ->
              correction = new Correction("", Decimal8.parse(option[1]), "ops", "tested");
          default -> throw new IllegalArgumentException(words[i]);
        }
      }
    }

    private static Verdict refused(String[] reasonAndText) {
      String text = reasonAndText.length == 1 ? "tested" : reasonAndText[1].replace('_', ' ');
      return Verdict.reject(Reason.valueOf(reasonAndText[0]), text);
    }

    OrderType type(boolean market) {
      if (stopPx != Decimal8.NONE) {
        return market ? OrderType.STOP : OrderType.STOP_LIMIT;
      }
      return market ? OrderType.MARKET : OrderType.LIMIT;
    }

    Conditions conditions() {
      return Conditions.of(stopPx, displayQty, minQty, postOnly, expireTime, prevention, group);
    }
  }

  private static Side side(String word) {
    return Side.valueOf(word.toUpperCase(java.util.Locale.ROOT));
  }

  private long time() {
    return 1_000_000 + number;
  }
}
