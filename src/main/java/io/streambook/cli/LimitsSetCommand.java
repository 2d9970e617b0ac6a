package io.streambook.cli;

import io.streambook.risk.RiskLimits;
import picocli.CommandLine.Command;
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
      "Example: ./streambook limits set FIRM/NAME --max-notional 1000000 --max-open-orders 200"
    },
    mixinStandardHelpOptions = true)
final class LimitsSetCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private VenueOptions venue;

  @Parameters(paramLabel = "ACCOUNT", description = "FIRM/NAME.")
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
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it (default: ${DEFAULT-VALUE}).")
  private String operator;

  @Override
  public void run() {
    Names.checkId(spec, account);
    try (LimitsChange change = new LimitsChange(venue, account)) {
      LimitsDraft draft = change.draft();
      draft = draft == null ? new LimitsDraft(account) : draft;
      apply(draft);
      RiskLimits to = draft.build(operator);
      change.publish(to, answer -> true);
      spec.commandLine()
          .getOut()
          .println(LimitsCommand.line(to) + System.lineSeparator() + "In force.");
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
  }

  private static <T> T given(T option, T otherwise) {
    return option == null ? otherwise : option;
  }
}
