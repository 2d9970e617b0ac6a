package io.streambook.simulation;

import io.streambook.book.Action;
import io.streambook.book.BandAction;
import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.LogEntry;
import io.streambook.book.Matching;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.book.Trade;
import io.streambook.risk.DynamicBand;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.util.ArrayList;
import java.util.List;

/** What participants and operators send. */
final class Inputs {
  /** Trading is continuous most of the time. */
  private static final List<Phase> PHASES =
      List.of(Phase.CONTINUOUS, Phase.CONTINUOUS, Phase.HALTED, Phase.AUCTION);

  private static final long SECOND = 1_000_000;
  private static final DynamicBand PAUSES = new DynamicBand(150, BandAction.PAUSE, 2);
  static final long PAUSE_MICROS = PAUSES.pauseSeconds() * SECOND;

  static final List<String> SYMBOLS = List.of("A", "B", "C", "D");
  static final List<String> ACCOUNTS = List.of("N/1", "N/2", "S/1", "E");

  private final World world;
  private final List<OrderCommand> sent = new ArrayList<>();

  Inputs(World world) {
    this.world = world;
    SYMBOLS.forEach(symbol -> instrument(symbol, Phase.CONTINUOUS));
    ACCOUNTS.forEach(account -> limits(account, false, 0));
  }

  /** An earlier release has begun the logs of some symbols. */
  void logsOfAnOlderRelease() {
    for (String symbol : SYMBOLS.subList(1, SYMBOLS.size())) {
      world.log.add(symbol, new LogEntry.Rules(symbol, 1, 0, 20_000, Matching.RULES_VERSION - 1));
    }
  }

  void order() {
    OrderCommand target = !sent.isEmpty() && world.chance(35) ? world.pick(sent) : null;
    Action action = Action.NEW;
    if (target != null && target.action() == Action.NEW) {
      action = world.chance(50) ? Action.CANCEL : Action.REPLACE;
    }
    boolean isNew = action == Action.NEW;
    boolean again = isNew && !sent.isEmpty() && world.chance(4);
    String symbol = isNew ? world.pick(SYMBOLS) : target.symbol();
    int dice = isNew ? world.random.nextInt(100) : 100;
    TimeInForce tif = dice < 15 ? TimeInForce.IOC : dice < 30 ? TimeInForce.GTD : TimeInForce.GTC;
    long ends = tif == TimeInForce.GTD ? world.now + world.random.nextLong(10 * SECOND) : 0;
    OrderCommand order =
        new OrderCommand(
            world.orders.partition(symbol),
            world.orders.nextOffset(symbol),
            symbol,
            isNew ? world.pick(ACCOUNTS) : target.account(),
            again ? world.pick(sent).orderId() : "o" + sent.size(),
            isNew ? "" : target.orderId(),
            action,
            isNew ? (world.chance(50) ? Side.BUY : Side.SELL) : target.side(),
            OrderType.LIMIT,
            tif,
            (1 + world.random.nextInt(9)) * Decimal8.ONE,
            (98 + world.random.nextInt(5)) * Decimal8.ONE,
            Conditions.of(Decimal8.NONE, 0, 0, false, ends, SelfTradePrevention.NONE, ""),
            world.now,
            0,
            null);
    sent.add(order);
    world.orders.add(symbol, order);
  }

  /** An operator cancels a trade, or changes what an account holds. */
  void correction() {
    List<Trade> trades = world.trades.records(Trade.class);
    Trade trade = !trades.isEmpty() && world.chance(60) ? world.pick(trades) : null;
    String symbol = trade == null ? world.pick(SYMBOLS) : trade.symbol();
    long cash = trade == null ? (world.random.nextInt(11) - 5) * Decimal8.ONE : 0;
    world.orders.add(
        symbol,
        new OrderCommand(
            world.orders.partition(symbol),
            world.orders.nextOffset(symbol),
            symbol,
            trade == null ? world.pick(ACCOUNTS) : trade.buyAccount(),
            "c" + world.orders.nextOffset(symbol),
            "",
            trade == null ? Action.ADJUST : Action.TRADE_CANCEL,
            world.chance(50) ? Side.BUY : Side.SELL,
            OrderType.LIMIT,
            TimeInForce.GTC,
            trade == null ? world.random.nextInt(9) * Decimal8.ONE : 0,
            Decimal8.NONE,
            Conditions.NONE,
            world.now,
            0,
            new Correction(trade == null ? "" : trade.tradeId(), cash, "simulation", "drill"),
            null));
  }

  /** Of no symbol that anybody can read. */
  void badOrder() {
    String key = world.pick(SYMBOLS);
    world.orders.add(key, new BadOrder(world.orders.partition(key), world.orders.nextOffset(key)));
  }

  void phase() {
    instrument(world.pick(SYMBOLS), world.pick(PHASES));
  }

  private void instrument(String symbol, Phase phase) {
    world.instruments.add(
        symbol,
        new Instrument(
            symbol,
            world.instruments.partition(symbol),
            world.instruments.nextOffset(symbol),
            false,
            Decimal8.ONE,
            Decimal8.ONE,
            Decimal8.ONE,
            1_000 * Decimal8.ONE,
            "USD",
            phase,
            20_000,
            false,
            5_000,
            Decimal8.ONE,
            1_000 * Decimal8.ONE,
            100 * Decimal8.ONE,
            1_000,
            world.now,
            "simulation",
            symbol.compareTo("C") < 0 ? PAUSES : DynamicBand.NONE));
  }

  void kill() {
    String account = world.pick(ACCOUNTS);
    long generation = world.limits.nextOffset(account);
    boolean lift = world.chance(50);
    limits(account, true, generation);
    if (lift) {
      limits(account, false, generation);
    }
  }

  private void limits(String account, boolean killed, long generation) {
    world.limits.add(
        account,
        new RiskLimits(
            account,
            world.limits.partition(account),
            world.limits.nextOffset(account),
            false,
            RiskLimits.NO_LIMIT,
            RiskLimits.NO_LIMIT,
            40 * Decimal8.ONE,
            RiskLimits.NO_LIMIT,
            RiskLimits.NO_LIMIT,
            12,
            Integer.MAX_VALUE,
            killed,
            generation,
            "simulation",
            world.now));
  }
}
