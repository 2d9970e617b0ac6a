package io.streambook.venue;

import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.OrderCommand;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import io.streambook.risk.Instrument;
import io.streambook.risk.Quote;
import io.streambook.risk.SymbolControls;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keyed by symbol: numbers orders and phase changes and judges what the symbol can tell. It
 * continues the numbers of the log, so that an order that is read again is known by its offset.
 */
public final class SymbolStage extends Stage {
  private final Keyed<SymbolControls> controls;
  private final AtStart<Instrument> instruments;
  private final Consumer<Judged> orders;
  private final Consumer<SymbolCommand> commands;
  private final Set<String> mayWake;

  private final Wakes wakes = new Wakes();
  private final Set<String> phasesInTail = new LinkedHashSet<>();
  private long repeatedOrders;

  /**
   * @param instruments all records there are at the start, per symbol in order
   * @param mayWake symbols whose state may have something to do at some time
   * @param orders takes each order with its number and verdict
   * @param commands takes what the log has to know besides
   */
  public SymbolStage(
      Keyed<SymbolControls> controls,
      List<Instrument> instruments,
      Set<String> mayWake,
      Consumer<Judged> orders,
      Consumer<SymbolCommand> commands) {
    this.controls = controls;
    this.instruments = new AtStart<>(instruments, Instrument::symbol);
    this.mayWake = new LinkedHashSet<>(mayWake);
    this.orders = orders;
    this.commands = commands;
  }

  /** The key of a message. */
  public static String key(Object message) {
    if (message instanceof OrderCommand order) {
      return order.symbol();
    } else if (message instanceof Quote quote) {
      return quote.symbol();
    } else if (message instanceof MarketState state) {
      return state.symbol();
    } else if (message instanceof Instrument instrument) {
      return instrument.symbol();
    }
    throw unexpected(message);
  }

  /** Quotes make nothing; how long a pause is that a market state tells of the instrument says. */
  @Override
  boolean waits(Object message) {
    return !(message instanceof Quote);
  }

  @Override
  void process(Object message, long now) throws Exception {
    if (message instanceof OrderCommand order) {
      SymbolControls found = controls(order.symbol(), now);
      if (found.wakeAt() <= now) {
        // It may have waited for this stage, and is not judged by a phase that is over.
        doWhatIsDue(order.symbol(), found, now);
      }
      Judged judged = found.judge(order, now);
      if (judged == null) {
        repeatedOrders++;
      } else {
        orders.accept(judged);
        if (order.timeInForce() == TimeInForce.GTD) {
          wakeLater(order.symbol(), found);
        }
      }
    } else if (message instanceof Quote quote) {
      controls(quote.symbol(), now).apply(quote);
    } else if (message instanceof MarketState state) {
      SymbolControls found = controls(state.symbol(), now);
      found.apply(state);
      wakeLater(state.symbol(), found);
    } else if (message instanceof Instrument instrument) {
      apply(controls(instrument.symbol(), now), instrument, now);
    } else {
      throw unexpected(message);
    }
  }

  private SymbolControls controls(String symbol, long now) throws Exception {
    SymbolControls found = controls.write(symbol);
    List<Instrument> records = going() ? instruments.take(symbol) : null;
    if (records != null) {
      for (Instrument record : records) {
        apply(found, record, now);
      }
    }
    return found;
  }

  private void apply(SymbolControls found, Instrument instrument, long now) {
    tell(found.expire(now));
    tell(found.apply(instrument, now));
    wakeLater(instrument.symbol(), found);
  }

  private void tell(SymbolCommand change) {
    if (change != null) {
      commands.accept(change);
    }
  }

  private void wakeLater(String symbol, SymbolControls found) {
    wakes.set(symbol, found.wakeAt());
  }

  /** To be called now and then: does what is due. */
  public void tick(long now) throws Exception {
    if (!going()) {
      return;
    }
    for (String symbol : wakes.due(now)) {
      doWhatIsDue(symbol, controls(symbol, now), now);
    }
  }

  /** What is over goes first, so that no auction trades it. */
  private void doWhatIsDue(String symbol, SymbolControls found, long now) {
    tell(found.expire(now));
    tell(found.wake(now));
    wakeLater(symbol, found);
  }

  @Override
  void replay(LogEntry entry) throws Exception {
    SymbolControls found = controls.write(entry.symbol());
    found.replay(entry);
    if (wakes.contains(entry.symbol()) || found.wakeAt() != Long.MAX_VALUE) {
      mayWake.add(entry.symbol());
    }
    if (entry instanceof LogEntry.Symbol symbol
        && symbol.command() instanceof SymbolCommand.PhaseChange) {
      phasesInTail.add(entry.symbol());
    }
  }

  /**
   * What the log says of phases is forgotten at the next start, so records catch up with it now.
   */
  @Override
  void go(long generation, long now) throws Exception {
    for (String symbol : phasesInTail) {
      SymbolControls ignored = controls(symbol, now);
    }
    phasesInTail.clear();
    for (String symbol : mayWake) {
      wakeLater(symbol, controls.read(symbol));
    }
    mayWake.clear();
  }

  /** Orders that were read again and are in the log. */
  public long repeatedOrders() {
    return repeatedOrders;
  }
}
