package io.streambook.cli;

import io.streambook.book.Action;
import io.streambook.book.Side;
import io.streambook.contract.HouseAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trades after the fact. */
@Command(
    name = "trade",
    description = "Cancels a trade that shall not have been.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class TradeCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "cancel",
      description = {
        "Cancels a trade of this trading day: position, cash and sums of the day of both accounts"
            + " are as if it had not been; the orders stay as they are. Exit code 1 when it is"
            + " refused.",
        "Example: ./streambook trade cancel AAPL-123-0 --operator alice --comment 'wrong price'"
      },
      mixinStandardHelpOptions = true)
  int cancel(
      @Mixin VenueOptions venue,
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "TRADE", description = "tradeId: SYMBOL-sequence-index.")
          String tradeId) {
    int index = tradeId.lastIndexOf('-');
    int sequence = index < 1 ? -1 : tradeId.lastIndexOf('-', index - 1);
    if (sequence < 1) {
      throw new ParameterException(
          spec.commandLine(), "'" + tradeId + "' is no tradeId: SYMBOL-sequence-index");
    }
    return OrderEntryCommand.send(
        spec,
        venue,
        operator.command(
            Action.TRADE_CANCEL,
            HouseAccount.NAME,
            tradeId.substring(0, sequence),
            Side.BUY,
            0,
            tradeId,
            0));
  }
}
