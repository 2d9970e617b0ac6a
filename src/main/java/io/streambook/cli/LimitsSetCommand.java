package io.streambook.cli;

import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.SymbolRule;
import io.streambook.risk.TradingState;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives an account limits, or changes them. */
@Command(
    name = "set",
    description = {
      "Gives an account limits, or changes those that are named; none takes a limit away. An"
          + " account without any record can't trade. Waits until risk has them.",
      "The limits of FIRM, without a name, bound all its accounts together. Whoever loosens a limit"
          + " needs an --approver, another person than the --operator.",
      "Example: ./streambook limits set FIRM/NAME --max-notional 1000000 --max-open-orders 200"
    },
    mixinStandardHelpOptions = true)
final class LimitsSetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private VenueOptions venue;

  @Parameters(paramLabel = "ACCOUNT", description = "FIRM/NAME, or FIRM.")
  private String account;

  @Option(
      names = "--max-order-qty",
      paramLabel = "QTY|none",
      converter = AmountConverter.OrNoLimit.class,
      description = "Largest quantity of one order.")
  private Long maxOrderQty;

  @Option(
      names = "--max-notional",
      paramLabel = "AMOUNT|none",
      converter = AmountConverter.OrNoLimit.class,
      description = "Largest notional of one order.")
  private Long maxNotional;

  @Option(
      names = "--max-position",
      paramLabel = "QTY|none",
      converter = AmountConverter.OrNoLimit.class,
      description = "Largest position in a symbol, working orders included.")
  private Long maxPosition;

  @Option(
      names = "--max-gross-exposure",
      paramLabel = "AMOUNT|none",
      converter = AmountConverter.OrNoLimit.class,
      description = "Largest sum over symbols of worst-case position times mark.")
  private Long maxGrossExposure;

  @Option(
      names = "--credit-limit",
      paramLabel = "AMOUNT|none",
      converter = AmountConverter.OrNoLimit.class,
      description = "Largest reserved plus absolute net executed notional.")
  private Long creditLimit;

  @Option(
      names = "--max-open-orders",
      paramLabel = "N|none",
      converter = AmountConverter.Count.class,
      description = "Most working orders.")
  private Integer maxOpenOrders;

  @Option(
      names = "--max-orders-per-second",
      paramLabel = "N|none",
      converter = AmountConverter.Count.class,
      description = "Most new orders and replaces in a second.")
  private Integer maxOrdersPerSecond;

  @Option(
      names = "--max-open-orders-per-symbol",
      paramLabel = "N|none",
      converter = AmountConverter.Count.class,
      description = "Most working orders in one symbol.")
  private Integer maxOpenOrdersPerSymbol;

  @Option(
      names = "--max-net-notional",
      paramLabel = "AMOUNT|none",
      converter = AmountConverter.OrNoLimit.class,
      description = "Largest net of a trading day's executed notional, working orders included.")
  private Long maxNetNotional;

  @Option(
      names = "--max-daily-loss",
      paramLabel = "AMOUNT|none",
      converter = AmountConverter.OrNoLimit.class,
      description = "Largest loss of a trading day at the marks.")
  private Long maxDailyLoss;

  @Option(
      names = "--loss-state",
      paramLabel = "REDUCING|HALTED",
      description = "What the account becomes for the rest of a day of such a loss.")
  private TradingState lossState;

  @Option(
      names = "--max-executions",
      paramLabel = "N|none",
      converter = AmountConverter.Count.class,
      description = "Most trades within --executions-millis: one more latches.")
  private Integer maxExecutions;

  @Option(
      names = "--executions-millis",
      paramLabel = "MILLIS",
      description = "See --max-executions.")
  private Integer executionsMillis;

  @Option(
      names = "--lift-latch",
      paramLabel = "GENERATION",
      description = "Lifts the latch of --max-executions; limits show tells its generation.")
  private Long liftedLatch;

  @Option(
      names = "--duplicate-millis",
      paramLabel = "MILLIS",
      description = "How long a new order of the same content is refused; 0 never.")
  private Integer duplicateMillis;

  @Option(
      names = "--state",
      paramLabel = "ACTIVE|REDUCING|HALTED",
      description = "What the account may do.")
  private TradingState tradingState;

  @Option(
      names = "--only-listed",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether only the symbols of --symbol may be traded.")
  private Boolean onlyListed;

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL=ALLOW|NO_SHORT|REDUCE_ONLY|DENY",
      description = "What may be done in a symbol; may be given again and again.")
  private Map<String, SymbolRule.Access> symbols = Map.of();

  @Option(
      names = "--approver",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Who lets it loosen limits: another one than the operator.")
  private String approver;

  @Option(
      names = "--effective-from",
      paramLabel = "INSTANT",
      description = "When it begins to hold, such as 2030-01-31T09:00:00Z (default: at once).")
  private Instant effectiveFrom;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it (default: ${DEFAULT-VALUE}).")
  private String operator;

  @Override
  public Integer call() {
    Names.checkId(spec, account);
    try (LimitsChange change = new LimitsChange(venue, account)) {
      LimitsDraft draft = change.draft();
      draft = draft == null ? new LimitsDraft(account) : draft;
      apply(draft);
      RiskLimits to = draft.build(operator);
      AccountSnapshot answer = change.publish(to, any -> true);
      boolean refused = answer.refusedOffset() > answer.limitsOffset();
      boolean waits = answer.pendingOffset() > answer.limitsOffset();
      PrintWriter out = spec.commandLine().getOut();
      out.println(LimitsCommand.line(to));
      out.println(
          refused
              ? "Refused: it loosens a limit, and --approver names nobody besides the operator."
              : waits ? "Waits until " + effectiveFrom + "." : "In force.");
      out.flush();
      return refused ? ExitCode.SOFTWARE : ExitCode.OK;
    }
  }

  private void apply(LimitsDraft to) {
    to.maxOrderQty = given(maxOrderQty, to.maxOrderQty);
    to.maxNotional = given(maxNotional, to.maxNotional);
    to.maxPosition = given(maxPosition, to.maxPosition);
    to.maxGrossExposure = given(maxGrossExposure, to.maxGrossExposure);
    to.creditLimit = given(creditLimit, to.creditLimit);
    to.maxOpenOrders = given(maxOpenOrders, to.maxOpenOrders);
    to.maxOrdersPerSecond = given(maxOrdersPerSecond, to.maxOrdersPerSecond);
    to.maxOpenOrdersPerSymbol = given(maxOpenOrdersPerSymbol, to.maxOpenOrdersPerSymbol);
    to.maxNetNotional = given(maxNetNotional, to.maxNetNotional);
    to.maxDailyLoss = given(maxDailyLoss, to.maxDailyLoss);
    to.lossState = given(lossState, to.lossState);
    to.maxExecutions = given(maxExecutions, to.maxExecutions);
    to.executionsMillis = given(executionsMillis, to.executionsMillis);
    to.duplicateMillis = given(duplicateMillis, to.duplicateMillis);
    to.tradingState = given(tradingState, to.tradingState);
    to.onlyListed = given(onlyListed, to.onlyListed);
    symbols.forEach(to::access);
    to.liftedLatch = given(liftedLatch, 0L);
    to.approver = approver;
    to.effectiveFrom =
        effectiveFrom == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, effectiveFrom);
  }

  private static <T> T given(T option, T otherwise) {
    return option == null ? otherwise : option;
  }
}
