package io.streambook.cli;

import io.streambook.book.Decimal8;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskLimits;
import java.io.PrintWriter;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The limits of accounts: set them, show them with what is used of them. */
@Command(
    name = "limits",
    description = "Sets and shows the limits of accounts.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = LimitsSetCommand.class)
final class LimitsCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "show",
      description = {
        "Prints an account's limits, and what the venue knows of it: kill switch, use of each"
            + " limit, positions.",
        "Example: ./streambook limits show FIRM/NAME"
      },
      mixinStandardHelpOptions = true)
  void show(
      @Mixin VenueOptions venue,
      @Parameters(paramLabel = "ACCOUNT", description = "FIRM/NAME.") String account) {
    try (KeyTail<RiskLimits> limits = venue.limits(account);
        KeyTail<AccountSnapshot> accounts = venue.accounts(account)) {
      RiskLimits set = limits.newest();
      AccountSnapshot known = accounts.newest();
      if ((set == null || set.deleted()) && known == null) {
        throw new IllegalArgumentException(
            "No such account: " + account + " (./streambook limits set makes one)");
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(set == null || set.deleted() ? account + " has no limits" : line(set));
      if (known != null) {
        print(known, out);
      }
      out.flush();
    }
  }

  static String line(RiskLimits l) {
    return String.format(
        "%s maxOrderQty=%s maxNotional=%s maxPosition=%s maxGrossExposure=%s creditLimit=%s"
            + " maxOpenOrders=%s maxOrdersPerSecond=%s killed=%s operator=%s",
        l.account(),
        text(l.maxOrderQty()),
        text(l.maxNotional()),
        text(l.maxPosition()),
        text(l.maxGrossExposure()),
        text(l.creditLimit()),
        text(l.maxOpenOrders()),
        text(l.maxOrdersPerSecond()),
        l.killed(),
        l.operator());
  }

  private static void print(AccountSnapshot a, PrintWriter out) {
    out.printf(
        "%s, kill generation %d, %d orders working, gross exposure %s, credit used %s%n",
        a.killState(),
        a.killGeneration(),
        a.openOrders(),
        Decimal8.format(a.grossExposure()),
        Decimal8.format(a.creditUsed()));
    new TreeMap<>(a.utilisation())
        .forEach((limit, bps) -> out.printf("  %s %.2f %% used%n", limit, bps / 100.0));
    a.positions().stream()
        .filter(p -> p.position() != 0 || p.openBuyQty() != 0 || p.openSellQty() != 0)
        .forEach(
            p ->
                out.printf(
                    "  %s position %s, open buys %s, open sells %s %s%n",
                    p.symbol(),
                    Decimal8.format(p.position()),
                    Decimal8.format(p.openBuyQty()),
                    Decimal8.format(p.openSellQty()),
                    p.currency()));
  }

  private static String text(long limit) {
    return limit == RiskLimits.NO_LIMIT ? "none" : Decimal8.format(limit);
  }

  private static String text(int limit) {
    return limit == Integer.MAX_VALUE ? "none" : Integer.toString(limit);
  }
}
