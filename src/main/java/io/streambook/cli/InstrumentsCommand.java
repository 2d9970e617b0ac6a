package io.streambook.cli;

import io.streambook.book.Action;
import io.streambook.book.BandAction;
import io.streambook.book.Decimal8;
import io.streambook.book.Phase;
import io.streambook.book.Side;
import io.streambook.contract.HouseAccount;
import io.streambook.contract.KafkaSettings;
import io.streambook.marketdata.ReferenceData;
import io.streambook.risk.DynamicBand;
import io.streambook.risk.Instrument;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The instruments: set them, halt them, list them. */
@Command(
    name = "instruments",
    description = "Sets, halts, resumes and lists instruments.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = InstrumentsSetCommand.class)
final class InstrumentsCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "halt",
      description = {
        "Takes an instrument to the phase HALTED: cancels only, resting orders stay. Waits until"
            + " the symbol's log has the change.",
        "Example: ./streambook instruments halt AAPL"
      },
      mixinStandardHelpOptions = true)
  void halt(
      @Mixin VenueOptions venue,
      @Parameters(paramLabel = "SYMBOL", description = "The instrument.") String symbol,
      @Option(
              names = "--operator",
              paramLabel = "NAME",
              defaultValue = "${sys:user.name}",
              description = "Who does it (default: ${DEFAULT-VALUE}).")
          String operator) {
    change(venue, symbol, Phase.HALTED, operator);
  }

  @Command(
      name = "resume",
      description = {
        "Takes an instrument back to the phase CONTINUOUS, or to that of its schedule. Waits until"
            + " the symbol's log has the change.",
        "Example: ./streambook instruments resume AAPL"
      },
      mixinStandardHelpOptions = true)
  void resume(
      @Mixin VenueOptions venue,
      @Parameters(paramLabel = "SYMBOL", description = "The instrument.") String symbol,
      @Option(
              names = "--operator",
              paramLabel = "NAME",
              defaultValue = "${sys:user.name}",
              description = "Who does it (default: ${DEFAULT-VALUE}).")
          String operator) {
    change(venue, symbol, Phase.CONTINUOUS, operator);
  }

  @Command(
      name = "kill",
      description = {
        "Takes an instrument to the phase HALTED and cancels all orders that work in it, whose ever"
            + " they are. Prints what was cancelled.",
        "Example: ./streambook instruments kill AAPL --operator alice --comment 'wrong tick size'"
      },
      mixinStandardHelpOptions = true)
  int kill(
      @Mixin VenueOptions venue,
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "SYMBOL", description = "The instrument.") String symbol) {
    change(venue, symbol, Phase.HALTED, operator.operator);
    return OrderEntryCommand.send(
        spec,
        venue,
        operator.command(Action.MASS_CANCEL, HouseAccount.NAME, symbol, Side.BOTH, 0, "", 0));
  }

  @Command(
      name = "list",
      description = {
        "Prints each instrument as it is set.",
        "Example: ./streambook instruments list"
      },
      mixinStandardHelpOptions = true)
  void list(@Mixin KafkaSettings settings) {
    List<Instrument> instruments =
        ReferenceData.read(settings, settings.openRegistry()).instruments();
    PrintWriter out = spec.commandLine().getOut();
    instruments.forEach(instrument -> out.println(line(instrument)));
    out.printf("%d instruments%n", instruments.size());
    out.flush();
  }

  private void change(VenueOptions venue, String symbol, Phase phase, String operator) {
    Names.checkSymbol(spec, symbol);
    try (InstrumentChange change = new InstrumentChange(venue, symbol)) {
      InstrumentDraft draft = change.draft();
      if (draft == null) {
        throw new IllegalArgumentException(
            "No such instrument: " + symbol + " (./streambook instruments set makes one)");
      }
      draft.phase = phase;
      spec.commandLine().getOut().println(change.publish(draft.build(operator)));
    }
  }

  static String line(Instrument i) {
    return String.format(
        "%s %s day=%s currency=%s tick=%s lot=%s minQty=%s maxQty=%s restricted=%s reduceOnly=%s"
            + " collarBps=%d maxNotional=%s band=%s..%s reference=%s quoteMaxAge=%dms"
            + " dynamicBand=%s schedule=%s operator=%s",
        i.symbol(),
        i.phase(),
        LocalDate.ofEpochDay(i.tradingDay()),
        i.currency(),
        Decimal8.format(i.tickSize()),
        Decimal8.format(i.lotSize()),
        Decimal8.format(i.minQty()),
        Decimal8.format(i.maxQty()),
        i.restricted(),
        i.reduceOnly(),
        i.collarBps(),
        LimitsCommand.text(i.maxNotional()),
        Decimal8.format(i.bandLow()),
        Decimal8.format(i.bandHigh()),
        Decimal8.format(i.referencePrice()),
        i.quoteMaxAgeMillis(),
        text(i.band()),
        i.schedule(),
        i.operator());
  }

  private static String text(DynamicBand band) {
    if (band.bps() == 0) {
      return "none";
    }
    String pause = band.action() == BandAction.PAUSE ? " for " + band.pauseSeconds() + "s" : "";
    return band.bps() + "bps/" + band.action() + pause;
  }
}
