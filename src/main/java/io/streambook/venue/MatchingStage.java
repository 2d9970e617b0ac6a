package io.streambook.venue;

import io.streambook.book.Execution;
import io.streambook.book.ExecutionReport;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.ReportListener;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Trade;
import io.streambook.book.TradeReport;
import it.unimi.dsi.fastutil.objects.ObjectLinkedOpenHashSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keyed by symbol: makes judged orders and commands the log, matches it, and publishes the entry
 * with all that follows from it. An entry of a log that another job writes is only matched.
 */
public final class MatchingStage extends Stage {
  private static final int BOOK_LEVELS = 10;

  private static final ReportListener SILENT =
      new ReportListener() {
        @Override
        public void onExecution(ExecutionReport report) {}

        @Override
        public void onTrade(TradeReport report) {}
      };

  private final Keyed<SymbolBook> books;
  private final GroupCommit commits;
  private final boolean matches;
  private final boolean restored;
  private final Set<String> changedBooks = new ObjectLinkedOpenHashSet<>();

  /** Of the tail, when the log is another job's: what follows up to here is published. */
  private final Map<String, Long> published = new HashMap<>();

  /** The entry in hand and what follows from it: published together. */
  private final List<Object> group = new ArrayList<>();

  private final MatchListener following =
      new MatchListener() {
        @Override
        public void onExecution(Execution execution) {
          group.add(execution);
        }

        @Override
        public void onTrade(Trade trade) {
          group.add(trade);
        }
      };

  /** Before all that is new, so that risk hears of it first. */
  private final List<Object> unheard = new ArrayList<>();

  private boolean tailIsKnown;

  /**
   * @param matches false in a job of risk alone, where the log is the result
   * @param restored whether there was a snapshot
   */
  public MatchingStage(
      Keyed<SymbolBook> books, GroupCommit commits, boolean matches, boolean restored) {
    this.books = books;
    this.commits = commits;
    this.matches = matches;
    this.restored = restored;
  }

  /** The key of a message. */
  public static String key(Object message) {
    if (message instanceof Judged judged) {
      return judged.order().symbol();
    } else if (message instanceof SymbolCommand command) {
      return command.symbol();
    } else if (message instanceof LogEntry entry) {
      return entry.symbol();
    }
    throw unexpected(message);
  }

  @Override
  boolean waits(Object message) {
    return true;
  }

  @Override
  void process(Object message, long now) throws Exception {
    SymbolBook book = books.write(key(message));
    if (message instanceof Judged judged) {
      book.sequencer().order(judged, entry -> logged(book.matching(), entry));
    } else if (message instanceof SymbolCommand command) {
      book.sequencer().command(command, entry -> logged(book.matching(), entry));
    } else if (message instanceof LogEntry entry) {
      match(book.matching(), entry, isPublished(entry) ? SILENT : following);
    }
    if (!group.isEmpty()) {
      commits.add(group);
      group.clear();
    }
  }

  private void logged(Matching matching, LogEntry entry) {
    group.add(entry);
    if (matches) {
      match(matching, entry, following);
    }
  }

  private void match(Matching matching, LogEntry entry, ReportListener listener) {
    if (entry instanceof LogEntry.Rules rules && !Matching.knows(rules)) {
      throw new Refusal(
          "the log of %s goes on by rules of version %d (entry %d), and this release knows version %d at most: start the release that wrote them, or a later one"
              .formatted(
                  entry.symbol(), rules.version(), entry.sequence(), Matching.RULES_VERSION));
    }
    matching.apply(entry, listener);
    changedBooks.add(entry.symbol());
  }

  /**
   * Per symbol how far what follows from another job's log was published, where this stage has not
   * come as far again. To be kept in the state: the ends that a snapshot knows are beyond it.
   */
  public Map<String, Long> published() {
    return Collections.unmodifiableMap(published);
  }

  private boolean isPublished(LogEntry entry) {
    Long last = published.isEmpty() ? null : published.get(entry.symbol());
    if (last != null && entry.sequence() > last) {
      published.remove(entry.symbol());
    }
    return last != null && entry.sequence() <= last;
  }

  // ---- recovery

  @Override
  void begin(boolean whole) {
    tailIsKnown = whole && restored;
  }

  /** The topics of this job begin with what risk has to hear of what this state knows. */
  @Override
  void unheard(Execution execution) throws Exception {
    Matching matching = books.read(execution.symbol()).matching();
    if (execution.sequence() <= matching.marketState().sequence()) {
      unheard.add(execution);
    }
  }

  @Override
  void replay(LogEntry entry) throws Exception {
    SymbolBook book = books.write(entry.symbol());
    long last = book.sequencer().lastSequence();
    if (entry.sequence() > last + 1) {
      throw new Refusal(
          "the log of %s goes on with entry %d, and this state ends with entry %d: start from a savepoint that knows those between"
              .formatted(entry.symbol(), entry.sequence(), last));
    }
    if (!book.sequencer().replay(entry)) {
      return;
    }
    if (tailIsKnown) {
      throw new Refusal(
          "the log of %s goes on after this savepoint (entry %d), which is of a release that could not roll forward: stop that job with a savepoint and start from it"
              .formatted(entry.symbol(), entry.sequence()));
    }
    if (matches) {
      match(book.matching(), entry, SILENT);
    }
  }

  @Override
  void published(String symbol, long sequence) {
    published.merge(symbol, sequence, Math::max);
  }

  @Override
  void go(long generation, long now) throws Exception {
    commits.open(generation);
    if (!unheard.isEmpty()) {
      commits.add(unheard);
      unheard.clear();
    }
  }

  // ---- what is published now and then

  /** Book and market state of this symbol are due. */
  public void changed(String symbol) {
    changedBooks.add(symbol);
  }

  /** Symbols whose book and market state are due: to be kept in the state. */
  public Set<String> changedBooks() {
    return Collections.unmodifiableSet(changedBooks);
  }

  /**
   * Publishes book and market state of symbols that have changed, those first that wait longest.
   *
   * @param symbols at most so many
   */
  public void publishBooks(int symbols) throws Exception {
    if (!going() || changedBooks.isEmpty()) {
      return;
    }
    List<Object> snapshots = new ArrayList<>();
    List<String> ofThePast = new ArrayList<>();
    Iterator<String> waiting = changedBooks.iterator();
    for (int left = symbols; left > 0 && waiting.hasNext(); left--) {
      String symbol = waiting.next();
      Matching matching = books.read(symbol).matching();
      waiting.remove();
      if (isOfThePast(matching.marketState())) {
        ofThePast.add(symbol);
      } else {
        snapshots.add(matching.snapshot(BOOK_LEVELS));
        snapshots.add(matching.marketState());
      }
    }
    changedBooks.addAll(ofThePast);
    if (!snapshots.isEmpty()) {
      commits.add(snapshots);
    }
  }

  /**
   * Books after it were published already. A later start may take a state that knows those, and
   * would leave this one as the last.
   */
  private boolean isOfThePast(MarketState state) {
    Long last = published.isEmpty() ? null : published.get(state.symbol());
    return last != null && state.sequence() < last;
  }

  /**
   * Says whether commits still work.
   *
   * @throws GroupCommit.CommitFailed when one did not
   */
  public void check() {
    commits.check();
  }

  /** Returns when all that was made is in the log: before a snapshot, which must not know more. */
  public void flush() throws Exception {
    commits.flush();
  }
}
