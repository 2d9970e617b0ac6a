package io.streambook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Action;
import io.streambook.book.Decimal8;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MatchListener;
import io.streambook.book.NaiveBook;
import io.streambook.book.OrderCommand;
import io.streambook.book.Side;
import io.streambook.book.Trade;
import io.streambook.book.Verdict;
import io.streambook.risk.Instrument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The input of the bench is what the bench says of it. */
class OrderMixTest {
  private static final int RESTING = 1_000;
  private static final int COMMANDS = 20_000;

  private final BenchMarket market = BenchMarket.open(settings());
  private final List<Execution> executions = new ArrayList<>();
  private final List<Trade> trades = new ArrayList<>();
  private final Map<String, NaiveBook> books = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();

  private static BenchSettings settings() {
    return new BenchSettings(
        1, 10, 100, RESTING, COMMANDS, 1, List.of(), 0, 0, 0, 0, 1, 4, true, null, null);
  }

  private OrderMix mix(long seed) {
    return new OrderMix(market, RESTING, seed);
  }

  @Test
  void theSameSeedGivesTheSameOrders() {
    assertThat(commands(mix(7))).isEqualTo(commands(mix(7))).isNotEqualTo(commands(mix(8)));
  }

  private static List<OrderCommand> commands(OrderMix mix) {
    return Stream.concat(
            Stream.generate(mix::resting).limit(RESTING), Stream.generate(mix::next).limit(RESTING))
        .toList();
  }

  @Test
  void idsCarryDenseNumbers() {
    assertThat(commands(mix(1)).stream().map(order -> OrderIds.number(order.orderId())))
        .containsExactlyElementsOf(
            Stream.iterate(1L, number -> number + 1).limit(2L * RESTING).toList());
  }

  @Test
  void whatIsToRestRests() {
    OrderMix mix = mix(1);
    Stream.generate(mix::resting).limit(RESTING).forEach(this::apply);
    assertThat(trades).isEmpty();
    assertThat(executions).hasSize(RESTING).allMatch(e -> e.execType() == ExecType.NEW);
  }

  @Test
  void mostAreAcceptedAndManyTradeOrCancel() {
    OrderMix mix = mix(1);
    Stream.generate(mix::resting).limit(RESTING).forEach(this::apply);
    executions.clear();
    List<OrderCommand> sent = Stream.generate(mix::next).limit(COMMANDS).toList();
    long broken = sent.stream().filter(this::isBroken).count();
    sent.stream().filter(order -> !isBroken(order)).forEach(this::apply);

    assertThat(broken).isBetween(COMMANDS / 100L, COMMANDS / 33L);
    assertThat(executions).noneMatch(e -> e.execType() == ExecType.REJECTED);
    assertThat(executions).noneMatch(e -> e.execType() == ExecType.CANCEL_REJECT);
    long trading = trades.stream().filter(trade -> trade.index() == 0).count();
    assertThat(trading).isGreaterThan(COMMANDS * 15L / 100);
    long cancels = sent.stream().filter(order -> order.action() == Action.CANCEL).count();
    assertThat(trading + cancels).isGreaterThan(COMMANDS * 35L / 100);
    assertThat(resting()).isBetween(RESTING * 8L / 10, RESTING * 12L / 10);
  }

  private boolean isBroken(OrderCommand order) {
    Instrument instrument = instrument(order.symbol());
    boolean offTick = order.price() != Decimal8.NONE && order.price() % instrument.tickSize() != 0;
    return offTick || order.qty() > instrument.maxQty();
  }

  private Instrument instrument(String symbol) {
    return market.instruments().stream()
        .filter(instrument -> instrument.symbol().equals(symbol))
        .findFirst()
        .orElseThrow();
  }

  private long resting() {
    Map<String, Execution> last =
        executions.stream()
            .collect(
                Collectors.toMap(
                    e -> e.symbol() + e.venueOrderId(), e -> e, (earlier, later) -> later));
    return last.values().stream().filter(e -> e.leavesQty() > 0).count();
  }

  private void apply(OrderCommand order) {
    long sequence = sequences.merge(order.symbol(), 1L, Long::sum);
    Instrument instrument = instrument(order.symbol());
    Judged judged =
        new Judged(
            order,
            sequence,
            order.timestamp(),
            instrument.tradingDay(),
            instrument.referencePrice(),
            order.side() == Side.BUY ? instrument.bandHigh() : instrument.bandLow(),
            instrument.currency(),
            Verdict.ACCEPTED);
    books
        .computeIfAbsent(order.symbol(), symbol -> new NaiveBook())
        .apply(new LogEntry.Order(sequence, judged), new Recorder());
  }

  private final class Recorder implements MatchListener {
    @Override
    public void onExecution(Execution execution) {
      executions.add(execution);
    }

    @Override
    public void onTrade(Trade trade) {
      trades.add(trade);
    }
  }
}
