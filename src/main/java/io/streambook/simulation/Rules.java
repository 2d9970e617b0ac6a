package io.streambook.simulation;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.OrderCommand;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import io.streambook.book.WorkingOrder;
import io.streambook.risk.AccountControls;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskEvent;
import io.streambook.risk.RiskLimits;
import io.streambook.venue.LogStore.Slot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must be true of the topics and of the state when all is done. */
final class Rules {
  /** More than there are prices. */
  private static final int BOOK_LEVELS = 10;

  private final World world;

  /** Risk's state of a firm. */
  private final Function<String, AccountControls> firms;

  /** What follows from the log, by symbol. */
  private final Map<String, Matching> books = new HashMap<>();

  private Rules(World world, Function<String, AccountControls> firms) {
    this.world = world;
    this.firms = firms;
  }

  static void check(World world, Function<String, AccountControls> firms) {
    Rules rules = new Rules(world, firms);
    rules.everyOrderIsAnsweredOnce();
    rules.everyCommandIsInTheLogOnce();
    rules.theLogKeepsTheOrderOfTheInput();
    rules.eachLogGoesOverToTheNewestRulesOnce();
    rules.outputsAreThoseOfTheLog();
    rules.whatEndsByItselfHasEnded();
    rules.publishedBooksAreThoseOfTheLog();
    rules.reservationsAreThoseOfTheLog();
    rules.publishedAccountsAreThoseOfTheState();
    rules.riskEventsTellOfEveryRecord();
  }

  /** In the log, or as a dead letter. */
  private void everyOrderIsAnsweredOnce() {
    Set<String> answered = new HashSet<>();
    for (LogEntry.Order order : world.log.records(LogEntry.Order.class)) {
      once(answered, world.orders.slot(order.partition()), order.offset());
    }
    for (BadOrder letter : world.letters.records(BadOrder.class)) {
      once(answered, world.orders.slot(letter.partition()), letter.offset());
    }
    int sent = world.orders.records().size();
    if (answered.size() != sent) {
      throw new BrokenRule(answered.size() + " of " + sent + " orders are answered", null);
    }
  }

  private static void once(Set<String> answered, Slot slot, long offset) {
    if (!answered.add(slot + " " + offset)) {
      throw new BrokenRule("order " + slot + " " + offset + " is answered twice", null);
    }
  }

  private void everyCommandIsInTheLogOnce() {
    Set<String> commands = new HashSet<>();
    for (LogEntry.Symbol entry : world.log.records(LogEntry.Symbol.class)) {
      SymbolCommand command = entry.command();
      long cause = command instanceof SymbolCommand.Expire expire ? expire.upTo() : entry.offset();
      String identity =
          "%s of %s, %d-%d"
              .formatted(
                  command.getClass().getSimpleName(), entry.symbol(), entry.partition(), cause);
      if (!commands.add(identity)) {
        throw new BrokenRule("command " + identity + " is in the log twice", null);
      }
    }
  }

  private void theLogKeepsTheOrderOfTheInput() {
    Map<String, Long> last = new HashMap<>();
    for (LogEntry.Order order : world.log.records(LogEntry.Order.class)) {
      Long before = last.put(order.symbol(), order.offset());
      if (before != null && before >= order.offset()) {
        throw new BrokenRule(
            "log of %s: offset %d comes after %d".formatted(order.symbol(), order.offset(), before),
            null);
      }
    }
  }

  private void eachLogGoesOverToTheNewestRulesOnce() {
    Map<String, Integer> versions = new HashMap<>();
    for (LogEntry entry : world.log.records(LogEntry.class)) {
      int before = versions.getOrDefault(entry.symbol(), 0);
      if (entry instanceof LogEntry.Rules rules && rules.version() > before) {
        versions.put(entry.symbol(), rules.version());
      } else if (entry instanceof LogEntry.Rules || before != Matching.RULES_VERSION) {
        throw new BrokenRule("by rules of version " + before + " comes " + entry, null);
      }
    }
  }

  /** Also that the log has no gap. */
  private void outputsAreThoseOfTheLog() {
    SimulatedTopic executions = new SimulatedTopic("", world.executions.partitions().size());
    SimulatedTopic trades = new SimulatedTopic("", world.trades.partitions().size());
    MatchListener listener =
        new MatchListener() {
          @Override
          public void onExecution(Execution execution) {
            executions.add(execution.symbol(), execution);
          }

          @Override
          public void onTrade(Trade trade) {
            trades.add(trade.symbol(), trade);
          }
        };
    for (LogEntry entry : world.log.records(LogEntry.class)) {
      Matching book = books.computeIfAbsent(entry.symbol(), Matching::new);
      if (entry.sequence() != book.marketState().sequence() + 1) {
        throw new BrokenRule(
            "log of %s: entry %d follows %d"
                .formatted(entry.symbol(), entry.sequence(), book.marketState().sequence()),
            null);
      }
      book.apply(entry, listener);
    }
    for (String symbol : Inputs.SYMBOLS) {
      same(symbol, executions, world.executions);
      same(symbol, trades, world.trades);
    }
  }

  private static void same(String symbol, SimulatedTopic expected, SimulatedTopic actual) {
    if (!expected.records(symbol).equals(actual.records(symbol))) {
      throw new BrokenRule(
          "of %s is published\n%s\nand from its log follows\n%s"
              .formatted(symbol, lines(actual, symbol), lines(expected, symbol)),
          null);
    }
  }

  private static String lines(SimulatedTopic topic, String symbol) {
    return topic.records(symbol).stream().map(Object::toString).collect(Collectors.joining("\n"));
  }

  /** Orders whose time is over, and pauses. */
  private void whatEndsByItselfHasEnded() {
    books.forEach(
        (symbol, book) -> {
          MarketState.Pause pause = book.marketState().pause();
          if (pause.sequence() > 0 && pause.time() + Inputs.PAUSE_MICROS <= world.now) {
            throw new BrokenRule(symbol + " is paused for ever: " + pause, null);
          }
        });
    for (LogEntry.Order entry : world.log.records(LogEntry.Order.class)) {
      OrderCommand order = entry.judged().order();
      WorkingOrder working = books.get(order.symbol()).working(order.account(), order.orderId());
      // A replace may have made it another.
      if (working != null && working.timeInForce() == TimeInForce.GTD) {
        throw new BrokenRule("works for ever: " + working, null);
      }
    }
  }

  /** The newest that is published of each. */
  private void publishedBooksAreThoseOfTheLog() {
    Map<String, BookSnapshot> snapshots =
        newest(world.books, BookSnapshot.class, BookSnapshot::symbol);
    Map<String, MarketState> states =
        newest(world.marketStates, MarketState.class, MarketState::symbol);
    books.forEach(
        (symbol, book) -> {
          isLast(book.snapshot(BOOK_LEVELS), snapshots.get(symbol));
          isLast(book.marketState(), states.get(symbol));
        });
  }

  private static <T> Map<String, T> newest(
      SimulatedTopic topic, Class<T> type, Function<T, String> key) {
    Map<String, T> newest = new HashMap<>();
    topic.records(type).forEach(record -> newest.put(key.apply(record), record));
    return newest;
  }

  private static void isLast(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new BrokenRule(
          "published last is " + actual + ", and from the log follows " + expected, null);
    }
  }

  private void reservationsAreThoseOfTheLog() {
    AccountControls all = new AccountControls();
    world.log.records(LogEntry.Order.class).forEach(order -> all.replay(order.judged()));
    world.executions.records(Execution.class).forEach(all::apply);
    for (String account : Inputs.ACCOUNTS) {
      List<String> expected = holdings(all.snapshot(account, 0));
      List<String> actual = holdings(state(account));
      if (!expected.equals(actual)) {
        throw new BrokenRule(account + " has " + actual + ", its log says " + expected, null);
      }
    }
  }

  /** The newest that is published of each. */
  private void publishedAccountsAreThoseOfTheState() {
    Map<String, AccountSnapshot> newest =
        newest(world.accounts, AccountSnapshot.class, AccountSnapshot::account);
    for (String account : Inputs.ACCOUNTS) {
      String expected = timeless(state(account));
      String actual = timeless(newest.get(account));
      if (!expected.equals(actual)) {
        throw new BrokenRule("published is " + actual + ", and risk has " + expected, null);
      }
    }
  }

  private AccountSnapshot state(String account) {
    return firms.apply(AccountControls.firm(account)).snapshot(account, 0);
  }

  /** Numbered per account without a gap; told again is better than never. */
  private void riskEventsTellOfEveryRecord() {
    Map<String, Long> numbers = new HashMap<>();
    Set<String> told = new HashSet<>();
    for (RiskEvent event : world.riskEvents.records(RiskEvent.class)) {
      if (event.number() != numbers.merge(event.account(), 1L, Long::sum)) {
        throw new BrokenRule(
            "%s comes after risk event %d of its account"
                .formatted(event, numbers.get(event.account()) - 1),
            null);
      }
      told.add(event.account() + " " + event.kind() + " " + event.text());
    }
    for (RiskLimits record : world.limits.records(RiskLimits.class)) {
      isTold(told, record, RiskEvent.Kind.LIMITS_APPLIED, "offset=" + record.offset());
      if (record.killed()) {
        isTold(told, record, RiskEvent.Kind.KILLED, "generation=" + record.killGeneration());
      }
    }
  }

  private static void isTold(
      Set<String> told, RiskLimits record, RiskEvent.Kind kind, String text) {
    String beginning = record.account() + " " + kind + " " + text + ",";
    if (told.stream().noneMatch(event -> event.startsWith(beginning))) {
      throw new BrokenRule("no risk event tells " + beginning, null);
    }
  }

  private static String timeless(AccountSnapshot account) {
    return String.valueOf(account).replaceFirst("\\btime=\\d+", "");
  }

  /** A refusal that came in the tail leaves a position of nothing. */
  private static boolean isOfAnything(AccountSnapshot.Position position) {
    return position.position() != 0
        || position.openBuyQty() != 0
        || position.openSellQty() != 0
        || position.reserved() != 0
        || position.booked() != 0;
  }

  private static List<String> holdings(AccountSnapshot snapshot) {
    if (snapshot == null) {
      return List.of();
    }
    return snapshot.positions().stream()
        .filter(Rules::isOfAnything)
        .map(
            p ->
                "%s %d +%d -%d reserved %d booked %d"
                    .formatted(
                        p.symbol(),
                        p.position(),
                        p.openBuyQty(),
                        p.openSellQty(),
                        p.reserved(),
                        p.booked()))
        .toList();
  }
}
