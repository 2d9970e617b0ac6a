package io.streambook.cli;

import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.KillState;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The kill switch is lifted. */
@Command(
    name = "unkill",
    description = {
      "Lifts the kill switch of an account: names the generation of the latch that the venue shows,"
          + " and the operator. Its cancelled orders stay cancelled. Waits until risk has lifted"
          + " it.",
      "Example: ./streambook unkill FIRM/NAME --operator alice"
    },
    mixinStandardHelpOptions = true)
final class UnkillCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private VenueOptions venue;

  @Parameters(paramLabel = "ACCOUNT", description = "FIRM/NAME.")
  private String account;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      required = true,
      description = "Who answers for it.")
  private String operator;

  @Override
  public Integer call() {
    try (LimitsChange change = new LimitsChange(venue, account)) {
      LimitsDraft draft = change.draft();
      AccountSnapshot known = change.known();
      if (draft == null || known == null) {
        throw new IllegalArgumentException("No such account: the venue knows no " + account);
      }
      if (known.killState() == KillState.ACTIVE && !draft.killed) {
        throw new IllegalArgumentException(account + " is not killed");
      }
      draft.killed = false;
      draft.killGeneration = known.killGeneration();
      AccountSnapshot answer = change.publish(draft.build(operator), any -> true);
      spec.commandLine()
          .getOut()
          .printf("%s %s, generation %d%n", account, answer.killState(), answer.killGeneration())
          .flush();
      return answer.killState() == KillState.ACTIVE ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }
}
