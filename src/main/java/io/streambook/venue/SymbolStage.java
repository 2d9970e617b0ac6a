package io.streambook.venue;

import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.OrderCommand;
import io.streambook.book.SymbolCommand;
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
  private final Consumer<SymbolCommand.PhaseChange> phases;
  private final Set<String> phasesInTail = new LinkedHashSet<>();
  private long repeatedOrders;

  /**
   * @param instruments all records there are at the start, per symbol in order
   * @param orders takes each order with its number and verdict
   * @param phases takes what the log has to know besides
   */
  public SymbolStage(
      Keyed<SymbolControls> controls,
      List<Instrument> instruments,
      Consumer<Judged> orders,
      Consumer<SymbolCommand.PhaseChange> phases) {
    this.controls = controls;
    this.instruments = new AtStart<>(instruments, Instrument::symbol);
    this.orders = orders;
    this.phases = phases;
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

  /** Quotes and market states make nothing. */
  @Override
  boolean waits(Object message) {
    return message instanceof OrderCommand || message instanceof Instrument;
  }

  @Override
  void process(Object message, long now) throws Exception {
    if (message instanceof OrderCommand order) {
      Judged judged = controls(order.symbol(), now).judge(order, now);
      if (judged == null) {
        repeatedOrders++;
      } else {
        orders.accept(judged);
      }
    } else if (message instanceof Quote quote) {
      controls(quote.symbol(), now).apply(quote);
    } else if (message instanceof MarketState state) {
      controls(state.symbol(), now).apply(state);
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
    SymbolCommand.PhaseChange change = found.apply(instrument, now);
    if (change != null) {
      phases.accept(change);
    }
  }

  @Override
  void replay(LogEntry entry) throws Exception {
    controls.write(entry.symbol()).replay(entry);
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
  }

  /** Orders that were read again and are in the log. */
  public long repeatedOrders() {
    return repeatedOrders;
  }
}
