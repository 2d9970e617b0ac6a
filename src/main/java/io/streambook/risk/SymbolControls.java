package io.streambook.risk;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.OrderCommand;
import io.streambook.book.Phase;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import io.streambook.book.TradingTerms;
import io.streambook.book.Verdict;
import it.unimi.dsi.fastutil.longs.LongRBTreeSet;
import it.unimi.dsi.fastutil.longs.LongSortedSet;
import it.unimi.dsi.fastutil.objects.ObjectLinkedOpenHashSet;
import java.util.List;
import java.util.function.BiFunction;

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

  /** What of an order the instrument's record alone decides. */
  private static final List<BiFunction<OrderCommand, Instrument, Verdict>> OF_NUMBERS =
      List.of(
          InstrumentControls::tick,
          InstrumentControls::lot,
          InstrumentControls::minQty,
          InstrumentControls::maxQty);

  /** What a new order and a replace must be besides. In this order; the first that fails counts. */
  private static final List<SymbolControl> OF_ORDERS =
      List.of(
          CommandControls::timestamp,
          CommandControls::validUntil,
          CommandControls::qty,
          CommandControls::price,
          ConditionControls::stop,
          ConditionControls::displayQty,
          ConditionControls::minQty,
          ConditionControls::postOnly,
          ConditionControls::expireTime,
          ConditionControls::selfTradeGroup,
          InstrumentControls::known,
          InstrumentControls::unrestricted,
          InstrumentControls::phase,
          (order, market) -> checkNumbers(order, market.instrument()),
          PriceControls::reference,
          PriceControls::collar,
          InstrumentControls::maxNotional);

  /** What an operator's cancel of a trade, or of all orders, must be besides. */
  private static final List<SymbolControl> OF_OPERATORS =
      List.of(CorrectionControls::operator, CommandControls::validUntil);

  /** What an operator's adjustment must be besides. */
  private static final List<SymbolControl> OF_ADJUSTMENTS =
      List.of(
          CorrectionControls::operator,
          CommandControls::validUntil,
          CorrectionControls::adjustment,
          InstrumentControls::known);

  private static final long MICROS = 1_000_000;

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

  private TradingTerms announcedTerms = TradingTerms.NONE;

  private final Pause pause = new Pause(market);
  private final ScheduleProgress schedule = new ScheduleProgress(market);

  /** When GTD orders that passed here end, in full seconds: never before their time. */
  private final LongSortedSet expiries = new LongRBTreeSet();

  private boolean headerChanged;
  private boolean tradingChanged;
  private boolean instrumentChanged;
  private final ObjectLinkedOpenHashSet<String> changedVenues = new ObjectLinkedOpenHashSet<>();

  /** A symbol that nothing is known of. */
  public SymbolControls(String symbol) {
    this.symbol = symbol;
  }

  /**
   * What the instrument's record alone says of an order's numbers, for whoever wants to know before
   * the order is sent.
   *
   * @return null when they pass, else why they do not
   */
  public static Verdict checkNumbers(OrderCommand order, Instrument instrument) {
    for (BiFunction<OrderCommand, Instrument, Verdict> control : OF_NUMBERS) {
      Verdict verdict = control.apply(order, instrument);
      if (verdict != null) {
        return verdict;
      }
    }
    return null;
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
    Verdict verdict = verdict(order);
    if (verdict.accepted()) {
      expireLater(order);
    }
    return new Judged(
        order,
        number,
        time,
        tradingDay,
        market.reference(),
        protectionLimit(order),
        currency,
        verdict,
        false,
        market.instrument() != null && market.instrument().reduceOnly());
  }

  private Verdict verdict(OrderCommand order) {
    Verdict failed = firstFailure(OF_EVERY_COMMAND, order);
    if (failed == null) {
      failed = firstFailure(besides(order), order);
    }
    return failed == null ? Verdict.ACCEPTED : failed;
  }

  private static List<SymbolControl> besides(OrderCommand order) {
    return switch (order.action()) {
      case NEW, REPLACE -> OF_ORDERS;
      case TRADE_CANCEL -> OF_OPERATORS;
      case ADJUST -> OF_ADJUSTMENTS;
      case MASS_CANCEL -> order.isOperators() ? OF_OPERATORS : List.of();
      case CANCEL, UNKNOWN -> List.of();
    };
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
    if (!CommandControls.isMarket(order) || market.instrument() == null) {
      return Decimal8.NONE;
    }
    long limit = market.protectionLimit(order);
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
    tradingChanged |= pause.tell(state.pause());
  }

  private void expireLater(OrderCommand order) {
    if (order.timeInForce() == TimeInForce.GTD
        && (order.action() == Action.NEW || order.action() == Action.REPLACE)) {
      tradingChanged |= expiries.add(fullSecond(order.conditions().expireTime()));
    }
  }

  /** The first one that is not before. */
  private static long fullSecond(long micros) {
    return Math.floorDiv(micros + MICROS - 1, MICROS) * MICROS;
  }

  /**
   * When {@link #wake} or {@link #expire} has something to do, in microseconds since 1970;
   * MAX_VALUE for never.
   */
  public long wakeAt() {
    long first = expiries.isEmpty() ? Long.MAX_VALUE : expiries.firstLong();
    return Math.min(schedule.nextStep(), Math.min(first, pause.isOverAt()));
  }

  /**
   * Ends the GTD orders whose time is over.
   *
   * @return what the log has to know, or null
   */
  public SymbolCommand.Expire expire(long now) {
    if (expiries.isEmpty() || expiries.firstLong() > now) {
      return null;
    }
    long upTo = expiries.headSet(now + 1).lastLong();
    expired(upTo);
    headerChanged = true;
    return new SymbolCommand.Expire(symbol, number, upTo, stamp(now), tradingDay);
  }

  private void expired(long upTo) {
    expiries.headSet(upTo + 1).clear();
    tradingChanged = true;
  }

  /**
   * Takes the last step of the schedule whose time has come, or ends a pause whose time is over.
   *
   * @return what the log has to know, or null
   */
  public SymbolCommand.PhaseChange wake(long now) {
    SymbolCommand.PhaseChange step = takeStep(now);
    return step == null ? endPause(now) : step;
  }

  private SymbolCommand.PhaseChange takeStep(long now) {
    Schedule.Due step = schedule.takeStep(now);
    if (step == null) {
      return null;
    }
    tradingChanged = true;
    int day = Math.max(tradingDay, step.date());
    // Under a halt the phase stays, and the day goes on.
    if (market.phase() == announced && day == tradingDay) {
      return null;
    }
    tradingDay = day;
    announced = market.phase();
    endPause();
    return change(SymbolCommand.PhaseChange.SCHEDULED, step.instant(), now);
  }

  private SymbolCommand.PhaseChange endPause(long now) {
    if (now < pause.isOverAt()) {
      return null;
    }
    long begun = pause.sequence();
    endPause();
    // Whoever has set another phase in the meantime has the say.
    return market.phase() == Phase.CONTINUOUS
        ? change(SymbolCommand.PhaseChange.PAUSE_END, begun, now)
        : null;
  }

  private void endPause() {
    tradingChanged |= pause.end();
  }

  /**
   * Takes an instrument record; an older one changes nothing. A trading day never goes back, and a
   * tombstone halts the symbol on the day that it was. One with a schedule takes phase and day from
   * the step that is the last one at {@code now}.
   *
   * @return what the log has to know, or null when neither phase nor trading day nor terms changed,
   *     nor what the schedule is or may decide
   */
  public SymbolCommand.PhaseChange apply(Instrument newest, long now) {
    Instrument known = market.instrument();
    if (known != null && newest.offset() <= known.offset()) {
      return null;
    }
    market.instrument(newest);
    instrumentChanged = true;
    headerChanged = true;
    boolean logged = newest.offset() <= announcedOffset;
    int day = newest.deleted() ? tradingDay : Math.max(tradingDay, newest.tradingDay());
    day = Math.max(day, followed(known, logged, now));
    if (!newest.deleted()) {
      currency = newest.currency();
    }
    TradingTerms terms = newest.deleted() ? announcedTerms : newest.terms();
    boolean told =
        market.phase() == announced
            && terms.equals(announcedTerms)
            && !ScheduleProgress.steers(known, newest);
    if (logged || (told && day == tradingDay)) {
      return null;
    }
    tradingDay = day;
    announced = market.phase();
    tell(terms);
    endPause();
    return change(newest.partition(), newest.offset(), now);
  }

  /** The date of the last step; 0 without a schedule. */
  private int followed(Instrument known, boolean logged, long now) {
    if (ScheduleProgress.scheduleOf(known).isNone() && market.instrument().schedule().isNone()) {
      return 0;
    }
    // What the log has of it is as of then, and steps since are still to be taken.
    Schedule.Due step = follow(logged ? schedule.followedTo() : stamp(now));
    return step == null ? 0 : step.date();
  }

  private Schedule.Due follow(long instant) {
    tradingChanged = true;
    return schedule.follow(instant);
  }

  private void tell(TradingTerms terms) {
    tradingChanged |= !terms.equals(announcedTerms);
    announcedTerms = terms;
  }

  private SymbolCommand.PhaseChange change(int partition, long causeOffset, long now) {
    headerChanged = true;
    market.evaluate(stamp(now));
    return new SymbolCommand.PhaseChange(
        symbol,
        number++,
        partition,
        causeOffset,
        time,
        tradingDay,
        announced,
        market.reference(),
        announcedTerms);
  }

  /** Catches up with an entry of the log, which may be one that this state knows. */
  public void replay(LogEntry entry) {
    headerChanged = true;
    time = Math.max(time, entry.time());
    tradingDay = Math.max(tradingDay, entry.tradingDay());
    if (entry instanceof LogEntry.Order order) {
      number = Math.max(number, order.judged().number());
      offset = Math.max(offset, entry.offset());
      if (order.judged().verdict().accepted()) {
        expireLater(order.judged().order());
      }
    } else if (entry instanceof LogEntry.Symbol symbol
        && symbol.command() instanceof SymbolCommand.Expire expire) {
      expired(expire.upTo());
    } else if (entry instanceof LogEntry.Symbol symbol
        && symbol.command() instanceof SymbolCommand.PhaseChange change
        && change.number() > number) {
      number = change.number();
      announced = change.phase();
      tell(change.terms());
      endPause();
      if (change.endsPause()) {
        pause.endedInLog(change.offset());
        tradingChanged = true;
      } else if (change.isScheduled()) {
        follow(change.offset());
      } else {
        announcedOffset = change.offset();
        follow(change.time());
      }
    }
  }

  private long stamp(long now) {
    time = Math.max(time, now);
    return time;
  }

  /** How many rows have changed since the last call of {@link #saveChanges}. */
  public int unsaved() {
    return (headerChanged ? 1 : 0)
        + (instrumentChanged ? 1 : 0)
        + (tradingChanged ? 1 : 0)
        + changedVenues.size();
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
    if (tradingChanged) {
      sink.put(
          new SymbolRow.Trading(
              announcedTerms,
              pause.sequence(),
              pause.ends(),
              pause.ended(),
              List.copyOf(expiries),
              schedule.followedTo(),
              schedule.nextStep()));
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
    tradingChanged = false;
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
      schedule.findStep();
    } else if (row instanceof SymbolRow.VenueQuote venue) {
      market.quote(venue.quote());
    } else if (row instanceof SymbolRow.Trading trading) {
      announcedTerms = trading.announced();
      expiries.addAll(trading.expiries());
      pause.restore(trading);
      schedule.restore(trading);
    }
  }
}
