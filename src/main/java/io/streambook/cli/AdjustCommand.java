package io.streambook.cli;

import io.streambook.book.Action;
import io.streambook.book.Side;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an account holds is corrected. */
@Command(
    name = "adjust",
    description = {
      "Corrects position and cash of an account in a symbol through the log; the sums of the day do"
          + " not count it. The same --id a second time is refused. Exit code 1 when it is"
          + " refused.",
      "Example: ./streambook adjust FIRM/NAME AAPL --position -100 --cash 1500 --comment 'transfer'"
    },
    mixinStandardHelpOptions = true)
final class AdjustCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private VenueOptions venue;
  @Mixin private OperatorOptions operator;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "FIRM/NAME.")
  private String account;

  @Parameters(index = "1", paramLabel = "SYMBOL", description = "The instrument.")
  private String symbol;

  @Option(
      names = "--position",
      paramLabel = "QTY",
      defaultValue = "0",
      converter = AmountConverter.Signed.class,
      description = "Added to the position; below 0 to take away.")
  private long qty;

  @Option(
      names = "--cash",
      paramLabel = "AMOUNT",
      defaultValue = "0",
      converter = AmountConverter.Signed.class,
      description = "Paid to the account in the instrument's currency; below 0 to take away.")
  private long cash;

  @Override
  public Integer call() {
    if (qty == 0 && cash == 0) {
      throw new ParameterException(
          spec.commandLine(), "nothing to correct: name --position, --cash or both");
    }
    return OrderEntryCommand.send(
        spec,
        venue,
        operator.command(
            Action.ADJUST,
            account,
            symbol,
            qty < 0 ? Side.SELL : Side.BUY,
            Math.abs(qty),
            "",
            cash));
  }
}
