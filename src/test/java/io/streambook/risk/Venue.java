package io.streambook.risk;

import static io.streambook.book.Decimal8.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.Phase;
import io.streambook.book.Sequencer;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Trade;
import io.streambook.book.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The account stage in front of real sequencers and books; executions wait per symbol until the
 * test hands them back.
 */
final class Venue {
  private static final class Book implements MatchListener {
    final Sequencer sequencer;
    final Matching matching;
    final Deque<Execution> undelivered = new ArrayDeque<>();
    final List<Execution> all = new ArrayList<>();
    final List<LogEntry> log = new ArrayList<>();

    /** Of the last order or phase change; the first is that into CONTINUOUS. */
    long number = 1;

    Book(String symbol) {
      sequencer = new Sequencer(symbol);
      matching = new Matching(symbol);
    }

    void enter(LogEntry entry) {
      log.add(entry);
      matching.apply(entry, this);
    }

    @Override
    public void onExecution(Execution execution) {
      undelivered.add(execution);
      all.add(execution);
    }

    @Override
    public void onTrade(Trade trade) {}
  }

  AccountControls controls = new AccountControls();
  private final Map<String, Book> books = new TreeMap<>();
  private long limitsOffset;
  long now = OrderBuilder.NOW;
  int tradingDay = 20_000;
  String reference = "100";
  String protectionLimit;

  /** Settlement currencies of symbols; the others have USD. */
  final Map<String, String> currencies = new TreeMap<>();

  /** Symbols whose instrument is reduceOnly. */
  final Set<String> reduceOnly = new HashSet<>();

  private Book book(String symbol) {
    return books.computeIfAbsent(
        symbol,
        s -> {
          Book book = new Book(s);
          book.sequencer.command(
              new SymbolCommand.PhaseChange(s, 0, 0, 0, now, tradingDay, Phase.CONTINUOUS),
              book::enter);
          return book;
        });
  }

  void limits(LimitsBuilder limits) {
    RiskLimits record = limits.offset(++limitsOffset).build();
    controls
        .apply(record, now)
        .forEach(kill -> book(kill.symbol()).sequencer.command(kill, book(kill.symbol())::enter));
  }

  /** Judged by the account stage, and on to the book. */
  Judged send(OrderBuilder order) {
    return send(order, Verdict.ACCEPTED);
  }

  Judged send(OrderBuilder order, Verdict ofSymbol) {
    String symbol = order.build().symbol();
    Book book = book(symbol);
    Judged decided = controls.judge(judged(order, ofSymbol));
    book.sequencer.order(decided, book::enter);
    return decided;
  }

  /** As the symbol stage hands it on. */
  Judged judged(OrderBuilder order, Verdict ofSymbol) {
    Book book = book(order.build().symbol());
    long number = ++book.number;
    return new Judged(
        order.offset(number + 999).build(),
        number,
        now,
        tradingDay,
        reference == null ? Decimal8.NONE : parse(reference),
        protectionLimit == null ? Decimal8.NONE : parse(protectionLimit),
        currencies.getOrDefault(order.build().symbol(), "USD"),
        ofSymbol,
        false,
        reduceOnly.contains(order.build().symbol()));
  }

  List<String> symbols() {
    return List.copyOf(books.keySet());
  }

  /** Hands the next execution of the symbol back; null when there is none. */
  Execution deliver(String symbol) {
    Execution next = book(symbol).undelivered.poll();
    if (next != null) {
      controls.apply(next);
    }
    return next;
  }

  void deliverAll() {
    for (String symbol : symbols()) {
      Execution last = deliver(symbol);
      while (last != null) {
        last = deliver(symbol);
      }
    }
  }

  /** All there ever were. */
  List<Execution> executions(String symbol) {
    return book(symbol).all;
  }

  List<LogEntry> log(String symbol) {
    return book(symbol).log;
  }

  AccountSnapshot account(String account) {
    return controls.snapshot(account, now);
  }

  AccountSnapshot.Position position(String account, String symbol) {
    return account(account).positions().stream()
        .filter(position -> position.symbol().equals(symbol))
        .findFirst()
        .orElseThrow();
  }

  /** Goes on from what was stored, as after a restore. */
  void restart(StoredRows stored) throws Exception {
    controls.saveChanges(stored, controls.unsaved());
    assertThat(controls.unsaved()).isZero();
    controls = stored.load();
  }
}
