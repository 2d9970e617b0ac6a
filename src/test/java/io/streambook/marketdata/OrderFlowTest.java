package io.streambook.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Action;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.TimeInForce;
import io.streambook.risk.Quote;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderFlowTest {
  private static final long START = 20_000L * 86_400 * 1_000_000;

  /** 200 orders and 1,000 quotes a second. */
  private static final long ORDER_MICROS = 5_000;

  private static final int QUOTES_PER_ORDER = 5;

  private static Universe universe(int symbols) {
    return Universe.generate(1, symbols, PlainVenue.DAY, START);
  }

  @Test
  void theSameSeedGivesTheSameOrders() {
    assertThat(orders(7, 5_000)).isEqualTo(orders(7, 5_000)).isNotEqualTo(orders(8, 5_000));
  }

  @Test
  void theSameSeedGivesTheSameQuotes() {
    assertThat(quotes(7, 5_000)).isEqualTo(quotes(7, 5_000)).isNotEqualTo(quotes(8, 5_000));
  }

  @Test
  void aLargerUniverseHoldsTheSmallerOne() {
    assertThat(universe(40).instruments().subList(0, 10)).isEqualTo(universe(10).instruments());
    assertThat(universe(40).instruments()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void quotesOfAllVenuesTogetherNeverCross(long seed) {
    Universe universe = universe(3);
    List<Quote> quotes = quotes(seed, 60_000);

    Map<String, Map<String, Quote>> newest = new HashMap<>();
    for (Quote quote : quotes) {
      Map<String, Quote> venues = newest.computeIfAbsent(quote.symbol(), symbol -> new HashMap<>());
      venues.put(quote.venue(), quote);
      long bestBid = venues.values().stream().mapToLong(Quote::bid).max().orElseThrow();
      long bestAsk = venues.values().stream().mapToLong(Quote::ask).min().orElseThrow();
      assertThat(bestBid).isPositive().isLessThan(bestAsk);
    }
    assertThat(newest).hasSize(universe.instruments().size());
    assertThat(newest.get(universe.instruments().get(0).symbol())).hasSize(3);
    assertThat(quotes.stream().map(Quote::bid).distinct().count()).isGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theFlowIsOneOfAMarket(long seed) {
    int count = 30_000;
    Universe universe = universe(10);
    QuoteBoard board = new QuoteBoard();
    QuoteModel model = new QuoteModel(universe.instruments(), List.of("A", "B", "C"), seed);
    OrderFlow flow = new OrderFlow(universe, board, "T", seed);
    WholeVenue venue = new WholeVenue(universe, START);
    List<OrderCommand> sent = new ArrayList<>();
    Set<String> traded = new HashSet<>();
    Map<Reason, Integer> rejects = new EnumMap<>(Reason.class);
    int acceptedCancels = 0;
    int acceptedReplaces = 0;
    boolean partial = false;

    for (int i = 0; i < count; i++) {
      long now = START + i * ORDER_MICROS;
      for (int q = 0; q < QUOTES_PER_ORDER; q++) {
        Quote quote = model.next(now);
        board.apply(quote);
        venue.apply(quote);
      }
      OrderCommand order = flow.next(now);
      sent.add(order);
      for (Execution execution : venue.apply(order, now)) {
        switch (execution.execType()) {
          case TRADE -> {
            traded.add(execution.account() + " " + execution.orderId());
            partial |= execution.leavesQty() > 0;
          }
          case REJECTED -> rejects.merge(execution.reason(), 1, Integer::sum);
          case CANCELED -> acceptedCancels += order.action() == Action.CANCEL ? 1 : 0;
          case REPLACED -> acceptedReplaces++;
          default -> {}
        }
      }
    }

    System.out.println(
        "seed %d: %d new, %d traded, %d cancels of %d, %d replaces of %d, rejects %s"
            .formatted(
                seed,
                share(sent, o -> o.action() == Action.NEW),
                traded.size(),
                acceptedCancels,
                share(sent, o -> o.action() == Action.CANCEL),
                acceptedReplaces,
                share(sent, o -> o.action() == Action.REPLACE),
                rejects));
    assertThat(traded.size()).isGreaterThan(count / 5);
    assertThat(partial).isTrue();
    assertThat(rejects.values().stream().mapToInt(n -> n).sum()).isBetween(count / 50, count / 10);
    assertThat(rejects.keySet())
        .contains(
            Reason.TICK_SIZE,
            Reason.LOT_SIZE,
            Reason.MIN_QTY,
            Reason.MAX_QTY,
            Reason.PRICE_COLLAR,
            Reason.UNKNOWN_SYMBOL,
            Reason.RESTRICTED_SYMBOL,
            Reason.HALTED,
            Reason.UNKNOWN_ACCOUNT,
            Reason.INVALID_TIMESTAMP,
            Reason.DUPLICATE_ORDER,
            Reason.MAX_ORDER_QTY,
            Reason.MAX_NOTIONAL,
            Reason.POSITION_LIMIT,
            Reason.GROSS_EXPOSURE,
            Reason.CREDIT_LIMIT,
            Reason.MAX_OPEN_ORDERS,
            Reason.ORDER_RATE,
            Reason.KILL_SWITCH);
    assertThat(share(sent, o -> o.action() == Action.CANCEL)).isBetween(count / 5, count / 2);
    assertThat(share(sent, o -> o.action() == Action.REPLACE)).isBetween(count / 20, count / 5);
    assertThat(share(sent, o -> o.orderType() == OrderType.MARKET)).isGreaterThan(count / 40);
    assertThat(share(sent, o -> o.timeInForce() == TimeInForce.IOC)).isGreaterThan(count / 40);
    assertThat(share(sent, o -> o.timeInForce() == TimeInForce.FOK)).isGreaterThan(count / 50);
    assertThat(acceptedCancels * 2).isGreaterThan(share(sent, o -> o.action() == Action.CANCEL));
    assertThat(acceptedReplaces * 2).isGreaterThan(share(sent, o -> o.action() == Action.REPLACE));
    assertThat(venue.executions)
        .filteredOn(execution -> execution.execType() == ExecType.CANCEL_REJECT)
        .allMatch(execution -> execution.reason() != null);
  }

  private static int share(List<OrderCommand> orders, Predicate<OrderCommand> which) {
    return (int) orders.stream().filter(which).count();
  }

  private static List<OrderCommand> orders(long seed, int count) {
    QuoteBoard board = new QuoteBoard();
    OrderFlow flow = new OrderFlow(universe(5), board, "T", seed);
    List<Quote> quotes = quotes(1, count);
    List<OrderCommand> orders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      board.apply(quotes.get(i));
      orders.add(flow.next(START + i));
    }
    return orders;
  }

  private static List<Quote> quotes(long seed, int count) {
    QuoteModel model = new QuoteModel(universe(3).instruments(), List.of("A", "B", "C"), seed);
    List<Quote> quotes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      quotes.add(model.next(START + i));
    }
    return quotes;
  }
}
