package io.streambook.contract;

import io.streambook.book.Action;
import io.streambook.book.BandAction;
import io.streambook.book.BookSnapshot;
import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import io.streambook.book.TradingTerms;
import io.streambook.book.Verdict;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.DynamicBand;
import io.streambook.risk.Instrument;
import io.streambook.risk.KillState;
import io.streambook.risk.Quote;
import io.streambook.risk.RiskEvent;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.Schedule;
import io.streambook.risk.SymbolRule;
import io.streambook.risk.TradingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/** Random values of every class that travels on a topic, such as its contract allows. */
final class DomainValues {
  static final int PARTITION = 2;
  static final long OFFSET = 77;
  static final long RECORD_MILLIS = 1_790_000_000_000L;

  private static final long MAX = 999_999_999_999_999_999L;
  private static final long NEVER = RECORD_MILLIS * 1_000;

  private final Random random;

  DomainValues(long seed) {
    random = new Random(seed);
  }

  List<Object> oneOfEach() {
    List<Object> values = new ArrayList<>();
    values.addAll(List.of(quote(), order(), instrument(), deletedInstrument(), limits()));
    values.addAll(List.of(deletedLimits(), rules(), logOrder(), phaseChange(), killCancel()));
    values.addAll(List.of(trade(), execution(), book(), marketState(), account()));
    values.addAll(List.of(logOwner(), riskEvent()));
    return values;
  }

  Quote quote() {
    long bid = 1 + Math.floorMod(random.nextLong(), MAX);
    long ask = bid + Math.floorMod(random.nextLong(), MAX - bid + 1);
    return new Quote(
        symbol(),
        random.nextBoolean() ? symbol() : "",
        optional(bid),
        optional(ask),
        optional(ask),
        optional(bid),
        optional(0),
        past(),
        NEVER);
  }

  OrderCommand order() {
    return new OrderCommand(
        PARTITION,
        OFFSET,
        symbol(),
        text(),
        text(),
        text(),
        any(Action.values()),
        any(Side.values()),
        any(OrderType.values()),
        any(TimeInForce.values()),
        number(),
        optional(number()),
        conditions(),
        random.nextLong(),
        random.nextBoolean() ? 0 : past(),
        correction(symbol()),
        null);
  }

  private Correction correction(String tradeId) {
    return random.nextBoolean()
        ? Correction.of(tradeId, 0, "", "")
        : Correction.of(tradeId, number(), symbol(), symbol());
  }

  private Conditions conditions() {
    if (random.nextBoolean()) {
      return Conditions.NONE;
    }
    return Conditions.of(
        optional(number()),
        number(),
        number(),
        random.nextBoolean(),
        random.nextBoolean() ? 0 : past(),
        any(SelfTradePrevention.values()),
        text());
  }

  private Instrument instrument() {
    long low = positive();
    return new Instrument(
        symbol(),
        PARTITION,
        OFFSET,
        false,
        positive(),
        positive(),
        1,
        10_000_000_000_000_000L,
        "EUR",
        any(Arrays.copyOfRange(Phase.values(), 1, Phase.values().length)),
        random.nextInt(50_000),
        random.nextBoolean(),
        random.nextInt(10_001),
        optional(low),
        optional(Math.max(low, positive())),
        optional(positive()),
        1 + random.nextInt(1_000_000),
        random.nextLong(),
        text(),
        new DynamicBand(
            random.nextInt(10_001),
            any(new BandAction[] {BandAction.REST, BandAction.PAUSE}),
            1 + random.nextInt(86_400)),
        limit(),
        random.nextBoolean(),
        schedule());
  }

  private Schedule schedule() {
    return random.nextBoolean()
        ? Schedule.NONE
        : Schedule.parse(
            "Europe/Zurich%s,08:00:%02d=%s,17:30=CLOSED%s"
                .formatted(
                    random.nextBoolean() ? "" : ",TUE+SAT-SUN",
                    random.nextInt(60),
                    random.nextBoolean() ? "PRE_OPEN" : "CONTINUOUS",
                    random.nextBoolean() ? "" : ",!2026-12-25,!2027-01-01"));
  }

  private Instrument deletedInstrument() {
    return new InstrumentContract().tombstone(symbol(), Records.at(null, null));
  }

  private RiskLimits limits() {
    return new RiskLimits(
        "FIRM/" + symbol(),
        PARTITION,
        OFFSET,
        false,
        limit(),
        limit(),
        limit(),
        limit(),
        limit(),
        random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(100),
        random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(100),
        random.nextBoolean(),
        random.nextInt(100),
        text(),
        random.nextLong(),
        random.nextBoolean() ? RiskLimits.Rules.NONE : rulesOfLimits());
  }

  private RiskLimits.Rules rulesOfLimits() {
    return new RiskLimits.Rules(
        random.nextBoolean() ? RiskLimits.NO_COUNT : random.nextInt(100),
        limit(),
        limit(),
        any(TradingState.values()),
        random.nextBoolean() ? RiskLimits.NO_COUNT : random.nextInt(100),
        1 + random.nextInt(100),
        random.nextInt(100),
        any(TradingState.values()),
        random.nextBoolean(),
        many(
            i ->
                new SymbolRule(
                    symbol(), any(SymbolRule.Access.values()), limit(), limit(), limit())),
        random.nextInt(100),
        random.nextBoolean() ? "" : text(),
        random.nextBoolean() ? 0 : 1 + past());
  }

  private RiskLimits deletedLimits() {
    return new RiskLimitsContract().tombstone("FIRM/" + symbol(), Records.at(null, null));
  }

  private LogEntry rules() {
    return new LogEntry.Rules(symbol(), random.nextLong(), past(), day(), random.nextInt());
  }

  private LogEntry logOrder() {
    Verdict verdict =
        random.nextBoolean()
            ? Verdict.ACCEPTED
            : Verdict.reject(any(Reason.values()), "limit=" + random.nextInt());
    return new LogEntry.Order(
        random.nextLong(),
        new Judged(
            order(),
            random.nextLong(),
            past(),
            day(),
            optional(number()),
            optional(number()),
            text(),
            verdict,
            random.nextBoolean()));
  }

  private LogEntry phaseChange() {
    return new LogEntry.Symbol(
        random.nextLong(),
        new SymbolCommand.PhaseChange(
            symbol(),
            random.nextLong(),
            random.nextInt(),
            random.nextLong(),
            past(),
            day(),
            any(Phase.values()),
            optional(number()),
            new TradingTerms(positive(), random.nextInt(10_001), any(BandAction.values()))));
  }

  private LogEntry killCancel() {
    return new LogEntry.Symbol(
        random.nextLong(),
        new SymbolCommand.KillCancel(
            symbol(),
            random.nextLong(),
            random.nextInt(),
            random.nextLong(),
            past(),
            day(),
            text()));
  }

  Trade trade() {
    return new Trade(
        symbol(),
        random.nextLong(),
        random.nextInt(),
        text(),
        text(),
        text(),
        text(),
        random.nextLong(),
        random.nextLong(),
        number(),
        number(),
        any(Side.values()),
        day(),
        random.nextLong());
  }

  private Execution execution() {
    boolean trade = random.nextBoolean();
    ExecType type = any(ExecType.values());
    boolean cancels = type == ExecType.TRADE_CANCEL;
    return new Execution(
        symbol(),
        random.nextInt(1_000_000),
        random.nextInt(),
        random.nextInt(),
        random.nextLong(),
        random.nextLong(),
        text(),
        text(),
        text(),
        any(Side.values()),
        any(OrderType.values()),
        any(TimeInForce.values()),
        number(),
        optional(number()),
        conditions(),
        type,
        any(OrdStatus.values()),
        trade ? number() : 0,
        trade ? number() : Decimal8.NONE,
        number(),
        number(),
        trade && !cancels ? random.nextInt(1_000) : -1,
        random.nextBoolean() ? null : any(Reason.values()),
        random.nextBoolean() ? null : text(),
        optional(number()),
        text(),
        correction(cancels ? symbol() : ""),
        day(),
        random.nextLong());
  }

  private BookSnapshot book() {
    return new BookSnapshot(
        symbol(),
        random.nextLong(),
        any(Phase.values()),
        optional(number()),
        many(i -> new BookSnapshot.Level(number(), number(), i)),
        many(i -> new BookSnapshot.Level(number(), number(), i)),
        past(),
        random.nextBoolean()
            ? BookSnapshot.Indicative.NONE
            : new BookSnapshot.Indicative(number(), number(), number()));
  }

  private LogOwner logOwner() {
    return new LogOwner(
        text(),
        List.of(text(), text()),
        text(),
        text(),
        OFFSET,
        random.nextLong(),
        Map.of(text(), text()));
  }

  private MarketState marketState() {
    return new MarketState(
        symbol(),
        random.nextLong(),
        any(Phase.values()),
        text(),
        optional(number()),
        random.nextBoolean() ? 0 : past(),
        day(),
        past(),
        random.nextBoolean()
            ? MarketState.Pause.NONE
            : new MarketState.Pause(1 + random.nextInt(1_000), past()));
  }

  private AccountSnapshot account() {
    Map<String, Integer> utilisation = new HashMap<>();
    many(i -> utilisation.put("limit" + i, random.nextInt()));
    return new AccountSnapshot(
        text(),
        any(KillState.values()),
        random.nextLong(),
        random.nextInt(),
        many(i -> position()),
        notNone(),
        notNone(),
        utilisation,
        random.nextLong(),
        past(),
        any(TradingState.values()),
        notNone(),
        notNone(),
        random.nextBoolean(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        random.nextInt());
  }

  private RiskEvent riskEvent() {
    return new RiskEvent(
        text(),
        random.nextLong(),
        any(RiskEvent.Kind.values()),
        random.nextBoolean() ? "" : text(),
        random.nextInt(),
        optional(notNone()),
        optional(notNone()),
        random.nextBoolean() ? "" : text(),
        random.nextLong());
  }

  private AccountSnapshot.Position position() {
    return new AccountSnapshot.Position(
        symbol(),
        text(),
        notNone(),
        notNone(),
        notNone(),
        notNone(),
        notNone(),
        optional(number()),
        day(),
        notNone(),
        notNone());
  }

  private long notNone() {
    return Math.max(random.nextLong(), Decimal8.NONE + 1);
  }

  /** Of every size, not only large ones. */
  private long number() {
    long any = random.nextLong() >> random.nextInt(Long.SIZE);
    return Math.max(-MAX, Math.min(MAX, any));
  }

  private long positive() {
    return Math.max(1, Math.abs(number()));
  }

  private long limit() {
    return random.nextBoolean() ? RiskLimits.NO_LIMIT : Math.abs(number());
  }

  private long optional(long value) {
    return random.nextInt(3) == 0 ? Decimal8.NONE : value;
  }

  private long past() {
    return Math.floorMod(random.nextLong(), NEVER);
  }

  private int day() {
    return random.nextInt(100_000);
  }

  private String symbol() {
    StringBuilder symbol = new StringBuilder();
    for (int length = 1 + random.nextInt(32); length > 0; length--) {
      symbol.append((char) ('!' + random.nextInt(94)));
    }
    return symbol.toString();
  }

  /** Any text, long ones and ones beyond the basic plane too. */
  private String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(20) == 0 ? 10_000 : random.nextInt(20);
    while (text.length() < length) {
      int c = random.nextInt(Character.MAX_CODE_POINT + 1);
      text.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 'x' : c);
    }
    return text.toString();
  }

  private <E> E any(E[] values) {
    return values[random.nextInt(values.length)];
  }

  private <E> List<E> many(IntFunction<E> element) {
    List<E> list = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      list.add(element.apply(i));
    }
    return list;
  }
}
