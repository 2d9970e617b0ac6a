package io.streambook.risk;

import static io.streambook.risk.LimitsBuilder.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Action;
import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import io.streambook.book.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Random commands of two accounts in two symbols, against real books. */
class AccountPropertyTest {
  private static final String[] ACCOUNTS = {"FIRM/A", "FIRM/B"};
  private static final String[] SYMBOLS = {"ACME", "BOLT"};

  private static final TimeInForce[] TIMES_IN_FORCE = {
    TimeInForce.DAY, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK
  };

  private static final SelfTradePrevention[] PREVENTIONS = {
    SelfTradePrevention.NONE,
    SelfTradePrevention.CANCEL_NEWEST,
    SelfTradePrevention.CANCEL_OLDEST,
    SelfTradePrevention.CANCEL_BOTH,
    SelfTradePrevention.DECREMENT
  };

  private static final class Run {
    final Venue venue = new Venue();
    final StoredRows stored = new StoredRows();
    final Random random;
    final List<String> ids = new ArrayList<>();
    final List<Execution> delivered = new ArrayList<>();

    /** Whether operators correct what limits would not allow. */
    boolean corrects;

    Run(long seed) {
      random = new Random(seed);
      for (String account : ACCOUNTS) {
        venue.limits(
            limits(account)
                .maxPosition("60")
                .creditLimit("9000")
                .maxOpenOrders(12)
                .maxNetNotional("8000")
                .maxDailyLoss("1000000", TradingState.HALTED));
      }
      venue.limits(limits("FIRM").maxPosition("90").creditLimit("14000").maxNetNotional("12000"));
    }

    void step() throws Exception {
      switch (random.nextInt(corrects ? 12 : 11)) {
        case 0, 1, 2, 3, 4, 5 -> venue.send(command());
        case 6, 7 -> deliverSome();
        case 8 -> {
          repeatSome();
          venue.tradingDay += random.nextInt(6) / 5;
        }
        case 9 -> venue.controls.saveChanges(stored, random.nextInt(8));
        case 11 -> venue.send(correction());
        default -> venue.restart(stored);
      }
    }

    /** Per symbol in order, and stopping anywhere. */
    private void deliverSome() {
      String symbol = pick(SYMBOLS);
      for (int i = random.nextInt(6); i > 0; i--) {
        Execution execution = venue.deliver(symbol);
        if (execution == null) {
          return;
        }
        delivered.add(execution);
      }
    }

    private void repeatSome() {
      if (!delivered.isEmpty()) {
        int from = random.nextInt(delivered.size());
        delivered.subList(from, delivered.size()).forEach(venue.controls::apply);
      }
    }

    private OrderBuilder correction() {
      String id = "k" + ids.size();
      ids.add(id);
      String symbol = pick(SYMBOLS);
      List<Execution> trades =
          venue.executions(symbol).stream().filter(e -> e.execType() == ExecType.TRADE).toList();
      if (random.nextInt(3) == 0 || trades.isEmpty()) {
        return OrderBuilder.adjust(id)
            .account(pick(ACCOUNTS))
            .symbol(symbol)
            .side(random.nextBoolean() ? Side.BUY : Side.SELL)
            .qty("" + random.nextInt(5))
            .cash("" + (1 + random.nextInt(50)));
      }
      Execution any = trades.get(random.nextInt(trades.size()));
      String tradeId = Trade.tradeId(symbol, any.sequence(), any.tradeIndex());
      return OrderBuilder.tradeCancel(id, tradeId).account("house").symbol(symbol);
    }

    private OrderBuilder command() {
      venue.reference = random.nextInt(5) == 0 ? null : "" + (95 + random.nextInt(10));
      venue.protectionLimit = "" + (95 + random.nextInt(10));
      boolean used = !ids.isEmpty() && random.nextInt(30) == 0;
      String id = used ? pick(ids) : "o" + ids.size();
      ids.add(id);
      OrderBuilder order =
          switch (random.nextInt(10)) {
            case 0 -> OrderBuilder.cancel(id, pick(ids));
            case 1, 2 -> OrderBuilder.replace(id, pick(ids));
            default -> OrderBuilder.buy(id);
          };
      order
          .account(pick(ACCOUNTS))
          .symbol(pick(SYMBOLS))
          .side(random.nextBoolean() ? Side.BUY : Side.SELL)
          .tif(pick(TIMES_IN_FORCE))
          .qty(1 + random.nextInt(20) + "." + random.nextInt(10) + "3")
          .price(95 + random.nextInt(10) + ".0000000" + random.nextInt(10))
          .conditions(random.nextInt(3) == 0 ? conditions() : Conditions.NONE);
      return order.build().action() == Action.NEW && random.nextInt(8) == 0
          ? order.market()
          : order;
    }

    /** What makes the book change, cancel or refuse orders that risk has accepted. */
    private Conditions conditions() {
      return Conditions.of(
          Decimal8.NONE,
          random.nextInt(2) * Decimal8.ONE,
          0,
          random.nextInt(4) == 0,
          0,
          pick(PREVENTIONS),
          random.nextBoolean() ? "g" : "");
    }

    private <T> T pick(T[] from) {
      return from[random.nextInt(from.length)];
    }

    private String pick(List<String> from) {
      return from.get(random.nextInt(from.size()));
    }
  }

  /** What an account holds and works in a symbol, from the log and the executions alone. */
  private static final class Naive {
    BigDecimal position = BigDecimal.ZERO;
    BigDecimal booked = BigDecimal.ZERO;
    BigDecimal openBuys = BigDecimal.ZERO;
    BigDecimal openSells = BigDecimal.ZERO;
    BigDecimal reservedBuys = BigDecimal.ZERO;
    BigDecimal reservedSells = BigDecimal.ZERO;
    final Map<Integer, BigDecimal> bookedOn = new HashMap<>();
    int open;

    static Naive of(Venue venue, String account, String symbol) {
      Naive naive = new Naive();
      Map<Long, Judged> commands = new HashMap<>();
      for (LogEntry entry : venue.log(symbol)) {
        if (entry instanceof LogEntry.Order order) {
          commands.put(entry.offset(), order.judged());
        }
      }
      Map<Long, Execution> last = new LinkedHashMap<>();
      Map<Long, Judged> terms = new HashMap<>();
      for (Execution e : venue.executions(symbol)) {
        if (!e.account().equals(account)) {
          continue;
        }
        if (e.execType() == ExecType.TRADE_CANCEL) {
          naive.book(e, -1);
        } else if (e.execType() == ExecType.POSITION_REPORT && e.reason() == null) {
          naive.adjust(e);
        }
        if (e.venueOrderId() == 0
            || !(e.changesOrder() || e.execType() == ExecType.CANCEL_REJECT)) {
          continue;
        }
        if (e.execType() == ExecType.NEW || e.execType() == ExecType.REPLACED) {
          terms.put(e.venueOrderId(), commands.get(e.offset()));
        }
        if (e.execType() == ExecType.TRADE) {
          naive.book(e, 1);
        }
        last.put(e.venueOrderId(), e);
      }
      last.values().forEach(e -> naive.work(e, terms.get(e.venueOrderId())));
      return naive;
    }

    private void adjust(Execution e) {
      BigDecimal qty = decimal(e.lastQty());
      position = e.side() == Side.BUY ? position.add(qty) : position.subtract(qty);
      booked = booked.subtract(decimal(e.correction().cash()));
    }

    /**
     * @param times 1 for a trade, -1 for one that is cancelled
     */
    private void book(Execution e, int times) {
      BigDecimal sign = BigDecimal.valueOf(e.side() == Side.BUY ? times : -times);
      position = position.add(decimal(e.lastQty()).multiply(sign));
      BigDecimal paid = up(decimal(e.lastQty()).multiply(decimal(e.lastPx()))).multiply(sign);
      booked = booked.add(paid);
      bookedOn.merge(e.tradingDay(), paid, BigDecimal::add);
    }

    private void work(Execution e, Judged terms) {
      if (e.ordStatus() != OrdStatus.NEW && e.ordStatus() != OrdStatus.PARTIALLY_FILLED) {
        return;
      }
      open++;
      BigDecimal leaves = decimal(e.leavesQty());
      BigDecimal money = up(leaves.multiply(reservePrice(e.side(), terms)));
      if (e.side() == Side.BUY) {
        openBuys = openBuys.add(leaves);
        reservedBuys = reservedBuys.add(money);
      } else {
        openSells = openSells.add(leaves);
        reservedSells = reservedSells.add(money);
      }
    }

    private static BigDecimal reservePrice(Side side, Judged terms) {
      OrderCommand order = terms.order();
      assertThat(order.orderType()).as("only limit orders rest").isEqualTo(OrderType.LIMIT);
      BigDecimal price = decimal(order.price());
      return side == Side.SELL && terms.reference() != Decimal8.NONE
          ? price.max(decimal(terms.reference()))
          : price;
    }

    private static BigDecimal decimal(long value) {
      return BigDecimal.valueOf(value, Decimal8.SCALE);
    }

    private static BigDecimal up(BigDecimal money) {
      return money.setScale(Decimal8.SCALE, RoundingMode.UP);
    }

    void isIn(AccountSnapshot.Position position) {
      assertThat(decimal(position.position())).isEqualByComparingTo(this.position);
      assertThat(decimal(position.booked())).isEqualByComparingTo(booked);
      assertThat(decimal(position.openBuyQty())).isEqualByComparingTo(openBuys);
      assertThat(decimal(position.openSellQty())).isEqualByComparingTo(openSells);
      assertThat(decimal(position.reserved()))
          .isEqualByComparingTo(reservedBuys.add(reservedSells));
      assertThat(decimal(position.dayBooked()))
          .isEqualByComparingTo(dayBooked(position.tradingDay()));
      assertThat(bookedOn.keySet()).allMatch(day -> day <= position.tradingDay());
    }

    BigDecimal worstLong() {
      return position.add(openBuys);
    }

    BigDecimal worstShort() {
      return position.subtract(openSells);
    }

    BigDecimal dayBooked(int day) {
      return bookedOn.getOrDefault(day, BigDecimal.ZERO);
    }
  }

  /** Sums over positions, of one account or all. */
  private static final class Sums {
    BigDecimal booked = BigDecimal.ZERO;
    BigDecimal dayBooked = BigDecimal.ZERO;
    BigDecimal reservedBuys = BigDecimal.ZERO;
    BigDecimal reservedSells = BigDecimal.ZERO;
    BigDecimal loss = BigDecimal.ZERO;
    int open;

    void add(Naive naive, AccountSnapshot.Position position) {
      booked = booked.add(naive.booked);
      dayBooked = dayBooked.add(naive.dayBooked(position.tradingDay()));
      reservedBuys = reservedBuys.add(naive.reservedBuys);
      reservedSells = reservedSells.add(naive.reservedSells);
      loss = loss.subtract(Naive.decimal(position.dayGain()));
      open += naive.open;
    }

    void areIn(AccountSnapshot snapshot) {
      assertThat(snapshot.openOrders()).isEqualTo(open);
      assertThat(Naive.decimal(snapshot.creditUsed()))
          .isEqualByComparingTo(reservedBuys.add(reservedSells).add(booked.abs()));
      assertThat(Naive.decimal(snapshot.netNotional()))
          .isEqualByComparingTo(dayBooked.add(reservedBuys).max(reservedSells.subtract(dayBooked)));
    }
  }

  @Property(tries = 300)
  void withAllFeedbackReservationsAreThoseRecomputedFromTheLog(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int steps) throws Exception {
    Run run = new Run(seed);
    run.corrects = true;
    for (int i = 0; i < steps; i++) {
      run.step();
    }
    run.venue.deliverAll();
    Sums firm = new Sums();
    for (String account : ACCOUNTS) {
      Sums own = new Sums();
      AccountSnapshot snapshot = run.venue.account(account);
      for (AccountSnapshot.Position position : snapshot.positions()) {
        Naive naive = Naive.of(run.venue, account, position.symbol());
        naive.isIn(position);
        own.add(naive, position);
        firm.add(naive, position);
      }
      own.areIn(snapshot);
      assertThat(Naive.decimal(snapshot.dailyLoss()))
          .isEqualByComparingTo(own.loss.max(BigDecimal.ZERO));
    }
    firm.areIn(run.venue.account("FIRM"));
  }

  @Property(tries = 100)
  void limitsHoldAtEveryStep(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int steps)
      throws Exception {
    Run run = new Run(seed);
    for (int i = 0; i < steps; i++) {
      run.step();
      for (String account : ACCOUNTS) {
        AccountSnapshot snapshot = run.venue.account(account);
        assertThat(snapshot.openOrders()).isLessThanOrEqualTo(12);
        assertThat(snapshot.utilisation().get("maxPosition")).isLessThanOrEqualTo(10_000);
        assertThat(snapshot.openOrders()).isNotNegative();
      }
    }
  }

  /** However late the feedback is: what fills now may already bring it to zero. */
  @Property(tries = 100)
  void inAReducedInstrumentNoPositionCanGrow(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int steps) throws Exception {
    Run run = new Run(seed);
    for (int i = 0; i < steps; i++) {
      run.step();
    }
    run.venue.reduceOnly.add("ACME");
    List<Naive> before = reduced(run.venue);
    for (int i = 0; i < 50; i++) {
      run.step();
      List<Naive> after = reduced(run.venue);
      for (int account = 0; account < ACCOUNTS.length; account++) {
        assertThat(after.get(account).worstLong())
            .isLessThanOrEqualTo(before.get(account).worstLong().max(BigDecimal.ZERO));
        assertThat(after.get(account).worstShort())
            .isGreaterThanOrEqualTo(before.get(account).worstShort().min(BigDecimal.ZERO));
      }
      before = after;
    }
  }

  private static List<Naive> reduced(Venue venue) {
    return Stream.of(ACCOUNTS).map(account -> Naive.of(venue, account, "ACME")).toList();
  }

  @Property(tries = 200)
  void onceKilledNothingRestsAndNothingIsAccepted(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int steps) throws Exception {
    Run run = new Run(seed);
    for (int i = 0; i < steps; i++) {
      run.step();
    }
    run.venue.limits(limits(ACCOUNTS[0]).killed(1));
    for (int i = 0; run.venue.account(ACCOUNTS[0]).killState() != KillState.KILLED; i++) {
      assertThat(i).as("steps until it is killed").isLessThan(10_000);
      run.step();
    }
    for (String symbol : run.venue.symbols()) {
      assertThat(Naive.of(run.venue, ACCOUNTS[0], symbol).open).isZero();
    }
    long accepted = newOrders(run.venue);
    for (int i = 0; i < 50; i++) {
      run.step();
    }
    assertThat(newOrders(run.venue)).isEqualTo(accepted);
    Judged late = run.venue.send(OrderBuilder.buy("late").account(ACCOUNTS[0]));
    assertThat(late.verdict())
        .isEqualTo(Verdict.reject(Reason.KILL_SWITCH, "account=FIRM/A, generation=1"));
  }

  private static long newOrders(Venue venue) {
    return venue.symbols().stream()
        .flatMap(symbol -> venue.executions(symbol).stream())
        .filter(e -> e.account().equals(ACCOUNTS[0]) && e.execType() == ExecType.NEW)
        .count();
  }
}
