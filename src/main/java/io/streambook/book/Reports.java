package io.streambook.book;

/** Tells the executions and trades of one log entry and numbers them. */
final class Reports {
  /** What is left is said when the text is made. */
  private static final Verdict UNFILLED = Verdict.reject(Reason.UNFILLED, "");

  private final ExecutionReport execution = new ExecutionReport(this);
  private final TradeReport trade = new TradeReport(this);
  private final RecentTrades recent;
  private LogEntry entry;
  private ReportListener out;

  /** The command of the entry; null when what is told does not follow from it. */
  private Judged command;

  private int executions;
  private int trades;

  /**
   * @param recent remembers all trades
   */
  Reports(RecentTrades recent) {
    this.recent = recent;
  }

  /** All that is reported from here on follows from this entry. */
  void begin(LogEntry next, ReportListener listener) {
    entry = next;
    command = next instanceof LogEntry.Order order ? order.judged() : null;
    out = listener;
    executions = 0;
    trades = 0;
  }

  /**
   * The answer to the command: the one execution that carries the command's partition and offset.
   */
  void answer(BookOrder order, ExecType type, OrdStatus status) {
    answer(order, type, status, Verdict.ACCEPTED);
  }

  /** An answer that says no, or that the order as a whole is off. */
  void answer(BookOrder order, ExecType type, OrdStatus status, Verdict why) {
    execution.answers = true;
    tell(order, true, type, status, why);
    execution.answers = false;
  }

  /** What an IOC, FOK or market order could not fill is taken off. */
  void unfilled(BookOrder order) {
    tell(order, true, ExecType.CANCELED, OrdStatus.CANCELED, UNFILLED);
  }

  /** The order that came in is taken off. */
  void off(BookOrder order, Verdict why) {
    tell(order, true, ExecType.CANCELED, OrdStatus.CANCELED, why);
  }

  /** An order of which the command says nothing itself is cancelled. */
  void cancelled(BookOrder order, Verdict why) {
    tell(order, false, ExecType.CANCELED, OrdStatus.CANCELED, why);
  }

  /** The answer to a mass cancel, before the orders that it cancels. */
  void massCancel(BookOrder summary, Verdict verdict, int cancelled) {
    boolean accepted = verdict.accepted();
    answer(
        summary,
        ExecType.MASS_CANCEL_REPORT,
        accepted ? OrdStatus.CANCELED : OrdStatus.REJECTED,
        accepted ? new Verdict(null, "orders=" + cancelled) : verdict);
  }

  /** The command cancels the order among others; an operator's those of other accounts too. */
  void massCancelled(BookOrder order) {
    boolean own = order.account.equals(command.order().account());
    tell(order, own, ExecType.CANCELED, OrdStatus.CANCELED, Verdict.ACCEPTED);
  }

  /** The first of the two executions of a trade that is cancelled is the answer. */
  void tradeCancelled(BookOrder party, boolean answers, RecentTrade trade, Correction why) {
    execution.correction = why;
    execution.answers = answers;
    long qty = trade.qty();
    tell(
        party,
        false,
        ExecType.TRADE_CANCEL,
        OrdStatus.CANCELED,
        qty,
        trade.price(),
        -1,
        Verdict.ACCEPTED);
    execution.answers = false;
    execution.correction = Correction.NONE;
  }

  /** The answer to an adjustment. */
  void position(BookOrder adjustment, Judged judged) {
    boolean accepted = judged.verdict().accepted();
    execution.correction = judged.order().correction();
    execution.answers = true;
    tell(
        adjustment,
        true,
        ExecType.POSITION_REPORT,
        accepted ? OrdStatus.FILLED : OrdStatus.REJECTED,
        accepted ? judged.order().qty() : 0,
        Decimal8.NONE,
        -1,
        judged.verdict());
    execution.answers = false;
    execution.correction = Correction.NONE;
  }

  /** Its time is over. */
  void expired(BookOrder order) {
    tell(order, false, ExecType.EXPIRED, OrdStatus.EXPIRED, Verdict.ACCEPTED);
  }

  /** Its stop price was reached. */
  void triggered(BookOrder order) {
    tell(order, false, ExecType.TRIGGERED, order.status(), Verdict.ACCEPTED);
  }

  /** The venue has changed its quantity. */
  void restated(BookOrder order, Verdict why) {
    tell(order, false, ExecType.RESTATED, order.status(), why);
  }

  /** What is told from here on does not follow from the command itself. */
  void byVenue() {
    command = null;
  }

  /** Of the entry, in microseconds since 1970. */
  long time() {
    return entry.time();
  }

  /** The two met at the maker's price; both already count the fill. */
  void trade(BookOrder maker, BookOrder taker, long qty) {
    trade.index = trades;
    trade.maker = maker;
    trade.taker = taker;
    trade.qty = qty;
    trade.price = maker.price;
    trade.aggressor = taker.side();
    out.onTrade(trade);
    boolean buys = taker.side() == Side.BUY;
    remember(buys ? taker : maker, buys ? maker : taker, qty, maker.price);
    fill(maker, false, qty, maker.price);
    fill(taker, true, qty, maker.price);
    trades++;
  }

  /** The two met in an auction; both already count the fill. */
  void auctionTrade(BookOrder buy, BookOrder sell, long qty, long price) {
    trade.index = trades;
    trade.maker = sell;
    trade.taker = buy;
    trade.qty = qty;
    trade.price = price;
    trade.aggressor = Side.UNKNOWN;
    out.onTrade(trade);
    remember(buy, sell, qty, price);
    fill(buy, false, qty, price);
    fill(sell, false, qty, price);
    trades++;
  }

  private void remember(BookOrder buy, BookOrder sell, long qty, long price) {
    recent.add(entry.sequence(), trades, buy, sell, qty, price);
  }

  LogEntry entry() {
    return entry;
  }

  /** The command of the entry, or null. */
  Judged command() {
    return command;
  }

  /** Log sequence of the entry. */
  long sequence() {
    return entry.sequence();
  }

  private void fill(BookOrder order, boolean byCommand, long qty, long price) {
    tell(order, byCommand, ExecType.TRADE, order.status(), qty, price, trades, Verdict.ACCEPTED);
  }

  private void tell(
      BookOrder order, boolean byCommand, ExecType type, OrdStatus status, Verdict why) {
    tell(order, byCommand, type, status, 0, Decimal8.NONE, -1, why);
  }

  private void tell(
      BookOrder order,
      boolean byCommand,
      ExecType type,
      OrdStatus status,
      long lastQty,
      long lastPx,
      int tradeIndex,
      Verdict why) {
    execution.index = executions++;
    execution.order = order;
    execution.byCommand = byCommand;
    execution.execType = type;
    execution.ordStatus = status;
    execution.lastQty = lastQty;
    execution.lastPx = lastPx;
    execution.tradeIndex = tradeIndex;
    execution.why = why;
    out.onExecution(execution);
  }
}
