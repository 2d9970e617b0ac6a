package io.streambook.cli;

import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.KillState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The kill switch goes down. */
@Command(
    name = "kill",
    description = {
      "Blocks an account's new orders and cancels its working ones. Waits until none of them works"
          + " any more: from then on none is accepted and none rests.",
      "Example: ./streambook kill FIRM/NAME"
    },
    mixinStandardHelpOptions = true)
final class KillCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private VenueOptions venue;

  @Parameters(paramLabel = "ACCOUNT", description = "FIRM/NAME.")
  private String account;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it (default: ${DEFAULT-VALUE}).")
  private String operator;

  @Override
  public void run() {
    try (LimitsChange change = new LimitsChange(venue, account)) {
      LimitsDraft draft = change.draft();
      if (draft == null) {
        throw new IllegalArgumentException(
            "No such account: " + account + " has no limits, so none of its orders is accepted");
      }
      AccountSnapshot known = change.known();
      long generation = Math.max(draft.killGeneration, known == null ? 0 : known.killGeneration());
      draft.killGeneration = draft.killed ? generation : generation + 1;
      draft.killed = true;
      AccountSnapshot killed =
          change.publish(draft.build(operator), answer -> answer.killState() == KillState.KILLED);
      spec.commandLine()
          .getOut()
          .printf(
              "%s %s, generation %d, %d orders working%n",
              account, killed.killState(), killed.killGeneration(), killed.openOrders())
          .flush();
    }
  }
}
