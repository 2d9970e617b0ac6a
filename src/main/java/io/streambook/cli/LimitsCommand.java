package io.streambook.cli;

import io.streambook.book.Decimal8;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.SymbolRule;
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
    RiskLimits.Rules r = l.rules();
    return String.format(
        "%s maxOrderQty=%s maxNotional=%s maxPosition=%s maxGrossExposure=%s creditLimit=%s"
            + " maxOpenOrders=%s maxOrdersPerSecond=%s killed=%s operator=%s"
            + "%n  maxOpenOrdersPerSymbol=%s maxNetNotional=%s maxDailyLoss=%s lossState=%s"
            + " maxExecutions=%s in %dms, duplicates within %dms, state=%s onlyListed=%s"
            + " symbols=%s approver=%s",
        l.account(),
        text(l.maxOrderQty()),
        text(l.maxNotional()),
        text(l.maxPosition()),
        text(l.maxGrossExposure()),
        text(l.creditLimit()),
        text(l.maxOpenOrders()),
        text(l.maxOrdersPerSecond()),
        l.killed(),
        l.operator(),
        text(r.maxOpenOrdersPerSymbol()),
        text(r.maxNetNotional()),
        text(r.maxDailyLoss()),
        r.lossState(),
        text(r.maxExecutions()),
        r.executionsMillis(),
        r.duplicateMillis(),
        r.tradingState(),
        r.onlyListed(),
        r.symbols().stream().map(LimitsCommand::text).toList(),
        r.approver());
  }

  private static String text(SymbolRule rule) {
    return rule.symbol() + ":" + rule.access();
  }

  private static void print(AccountSnapshot a, PrintWriter out) {
    out.printf(
        "%s, kill generation %d, %d orders working, gross exposure %s, credit used %s,"
            + " day's net %s, day's loss %s, %s, latch generation %d%s%n",
        a.killState(),
        a.killGeneration(),
        a.openOrders(),
        Decimal8.format(a.grossExposure()),
        Decimal8.format(a.creditUsed()),
        Decimal8.format(a.netNotional()),
        Decimal8.format(a.dailyLoss()),
        a.state(),
        a.latchGeneration(),
        a.latched() ? " (latched)" : "");
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
    if (a.positionsLeft() > 0) {
      out.printf("  and %d symbols more%n", a.positionsLeft());
    }
  }

  static String text(long limit) {
    return limit == RiskLimits.NO_LIMIT ? "none" : Decimal8.format(limit);
  }

  private static String text(int limit) {
    return limit == Integer.MAX_VALUE ? "none" : Integer.toString(limit);
  }
}
