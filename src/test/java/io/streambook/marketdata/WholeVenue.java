package io.streambook.marketdata;

import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.OrderCommand;
import io.streambook.risk.AccountControls;
import io.streambook.risk.Quote;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.SymbolControls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Risk and matching of a universe in plain Java; feedback is immediate. */
final class WholeVenue {
  final List<Execution> executions = new ArrayList<>();
  private final Map<String, SymbolControls> symbols = new HashMap<>();
  private final Map<String, AccountControls> firms = new HashMap<>();
  private final Map<String, PlainVenue> books = new HashMap<>();
  private long offset;

  WholeVenue(Universe universe, long nowMicros) {
    universe
        .allInstruments()
        .forEach(instrument -> symbol(instrument.symbol()).apply(instrument, nowMicros));
    for (RiskLimits limits : universe.allLimits()) {
      firm(limits.account()).apply(limits, nowMicros);
    }
  }

  void apply(Quote quote) {
    symbol(quote.symbol()).apply(quote);
  }

  /** Gives what follows from an order. */
  List<Execution> apply(OrderCommand order, long nowMicros) {
    Judged judged = symbol(order.symbol()).judge(at(order, ++offset), nowMicros);
    judged = firm(order.account()).judge(judged);
    PlainVenue book = books.computeIfAbsent(order.symbol(), symbol -> new PlainVenue(symbol));
    int before = book.executions.size();
    book.apply(judged);
    List<Execution> answers = List.copyOf(book.executions.subList(before, book.executions.size()));
    answers.forEach(execution -> firm(execution.account()).apply(execution));
    executions.addAll(answers);
    return answers;
  }

  private SymbolControls symbol(String symbol) {
    return symbols.computeIfAbsent(symbol, SymbolControls::new);
  }

  private AccountControls firm(String account) {
    return firms.computeIfAbsent(AccountControls.firm(account), firm -> new AccountControls());
  }

  private static OrderCommand at(OrderCommand order, long offset) {
    return new OrderCommand(
        0,
        offset,
        order.symbol(),
        order.account(),
        order.orderId(),
        order.origOrderId(),
        order.action(),
        order.side(),
        order.orderType(),
        order.timeInForce(),
        order.qty(),
        order.price(),
        order.timestamp(),
        order.defect());
  }
}
