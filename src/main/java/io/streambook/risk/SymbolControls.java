package io.streambook.risk;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Verdict;
import it.unimi.dsi.fastutil.objects.ObjectLinkedOpenHashSet;
import java.util.List;

/**
 * The first stage of risk, for one symbol: numbers its orders and phase changes densely as they
 * come, stamps them (time, trading day, reference price, protection limit, currency), and judges
 * what the symbol can tell. Every order gets a number, also a refused one.
 *
 * <p>Nothing here reads a clock; {@code now} comes in, in microseconds since 1970, and stamps never
 * go back. Not thread safe.
 */
public final class SymbolControls {
  /** What also a cancel must be: else nobody could tell what it is about. */
  private static final List<SymbolControl> OF_EVERY_COMMAND =
      List.of(
          CommandControls::readable,
          CommandControls::supported,
          CommandControls::ids,
          CommandControls::account);

  /** What a new order and a replace must be besides. In this order; the first that fails counts. */
  private static final List<SymbolControl> OF_ORDERS =
      List.of(
          CommandControls::timestamp,
          CommandControls::qty,
          CommandControls::price,
          InstrumentControls::known,
          InstrumentControls::unrestricted,
          InstrumentControls::phase,
          InstrumentControls::tick,
          InstrumentControls::lot,
          InstrumentControls::minQty,
          InstrumentControls::maxQty,
          PriceControls::reference,
          PriceControls::collar);

  private final String symbol;
  private final Market market = new Market();
  private long number;
  private long offset = -1;
  private long time;
  private int tradingDay;
  private String currency = "";
  private Phase announced;

  /** Offset of the record whose phase the log has, when this state did not know it. */
  private long announcedOffset = -1;

  private long marketSequence;
  private long lastPx = Decimal8.NONE;
  private long lastTradeTime;

  private boolean headerChanged;
  private boolean instrumentChanged;
  private final ObjectLinkedOpenHashSet<String> changedVenues = new ObjectLinkedOpenHashSet<>();

  /** A symbol that nothing is known of. */
  public SymbolControls(String symbol) {
    this.symbol = symbol;
  }

  /**
   * Numbers, stamps and judges an order. A cancel is only refused when it can't be understood.
   *
   * @return null when the order was seen before: its offset is not above the last one
   */
  public Judged judge(OrderCommand order, long now) {
    if (order.offset() <= offset) {
      return null;
    }
    headerChanged = true;
    offset = order.offset();
    number++;
    market.evaluate(stamp(now));
    return new Judged(
        order,
        number,
        time,
        tradingDay,
        market.reference(),
        protectionLimit(order),
        currency,
        verdict(order));
  }

  private Verdict verdict(OrderCommand order) {
    Verdict failed = firstFailure(OF_EVERY_COMMAND, order);
    if (failed == null && order.action() != Action.CANCEL) {
      failed = firstFailure(OF_ORDERS, order);
    }
    return failed == null ? Verdict.ACCEPTED : failed;
  }

  private Verdict firstFailure(List<SymbolControl> controls, OrderCommand order) {
    for (int i = 0; i < controls.size(); i++) {
      Verdict failed = controls.get(i).check(order, market);
      if (failed != null) {
        return failed;
      }
    }
    return null;
  }

  private long protectionLimit(OrderCommand order) {
    if (order.orderType() != OrderType.MARKET || market.instrument() == null) {
      return Decimal8.NONE;
    }
    long limit = market.protectionLimit(order.side());
    return limit > 0 ? limit : Decimal8.NONE;
  }

  /** Takes a quote; one that is older than its venue's newest changes nothing. */
  public void apply(Quote quote) {
    if (!market.quote(quote)) {
      return;
    }
    changedVenues.add(quote.venue());
    String tooMany = market.venueBeyondBound();
    if (tooMany != null) {
      market.quotes().remove(tooMany);
      changedVenues.add(tooMany);
    }
  }

  /** Takes the last trade from a market state; an older state changes nothing. */
  public void apply(MarketState state) {
    if (state.sequence() <= marketSequence) {
      return;
    }
    headerChanged = true;
    marketSequence = state.sequence();
    lastPx = state.lastPx();
    lastTradeTime = state.lastTradeTime();
    market.lastTrade(lastPx, lastTradeTime);
  }

  /**
   * Takes an instrument record; an older one changes nothing. A trading day never goes back, and a
   * tombstone halts the symbol on the day that it was.
   *
   * @return what the log has to know, or null when neither phase nor trading day changed
   */
  public SymbolCommand.PhaseChange apply(Instrument newest, long now) {
    Instrument known = market.instrument();
    if (known != null && newest.offset() <= known.offset()) {
      return null;
    }
    market.instrument(newest);
    instrumentChanged = true;
    headerChanged = true;
    int day = newest.deleted() ? tradingDay : Math.max(tradingDay, newest.tradingDay());
    if (!newest.deleted()) {
      currency = newest.currency();
    }
    boolean logged = newest.offset() <= announcedOffset;
    if (logged || (market.phase() == announced && day == tradingDay)) {
      return null;
    }
    tradingDay = day;
    announced = market.phase();
    SymbolCommand.PhaseChange change =
        new SymbolCommand.PhaseChange(
            symbol, number, newest.partition(), newest.offset(), stamp(now), day, announced);
    number = change.number();
    return change;
  }

  /** Catches up with an entry of the log, which may be one that this state knows. */
  public void replay(LogEntry entry) {
    headerChanged = true;
    time = Math.max(time, entry.time());
    tradingDay = Math.max(tradingDay, entry.tradingDay());
    if (entry instanceof LogEntry.Order order) {
      number = Math.max(number, order.judged().number());
      offset = Math.max(offset, entry.offset());
    } else if (entry instanceof LogEntry.Symbol symbol
        && symbol.command() instanceof SymbolCommand.PhaseChange change
        && change.number() > number) {
      number = change.number();
      announced = change.phase();
      announcedOffset = change.offset();
    }
  }

  private long stamp(long now) {
    time = Math.max(time, now);
    return time;
  }

  /** How many rows have changed since the last call of {@link #saveChanges}. */
  public int unsaved() {
    return (headerChanged ? 1 : 0) + (instrumentChanged ? 1 : 0) + changedVenues.size();
  }

  /** Hands out the rows that changed since the last call. */
  public void saveChanges(SymbolRow.Sink sink) throws Exception {
    if (headerChanged) {
      sink.put(
          new SymbolRow.Header(
              number,
              offset,
              time,
              tradingDay,
              currency,
              announced,
              marketSequence,
              lastPx,
              lastTradeTime));
    }
    if (instrumentChanged) {
      sink.put(new SymbolRow.Reference(market.instrument()));
    }
    for (String venue : changedVenues) {
      Quote quote = market.quotes().get(venue);
      if (quote == null) {
        sink.removeQuote(venue);
      } else {
        sink.put(new SymbolRow.VenueQuote(quote));
      }
    }
    headerChanged = false;
    instrumentChanged = false;
    changedVenues.clear();
  }

  /** Puts back a row that {@link #saveChanges} handed out, in any order, before anything else. */
  public void restore(SymbolRow row) {
    if (row instanceof SymbolRow.Header header) {
      number = header.number();
      offset = header.offset();
      time = header.time();
      tradingDay = header.tradingDay();
      currency = header.currency();
      announced = header.phase();
      marketSequence = header.marketSequence();
      lastPx = header.lastPx();
      lastTradeTime = header.lastTradeTime();
      market.lastTrade(lastPx, lastTradeTime);
    } else if (row instanceof SymbolRow.Reference reference) {
      market.instrument(reference.instrument());
    } else if (row instanceof SymbolRow.VenueQuote venue) {
      market.quote(venue.quote());
    }
  }
}
