package io.streambook.cli;

import io.streambook.book.Action;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrderCommand;
import io.streambook.book.Side;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.Decoded;
import io.streambook.contract.HouseAccount;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicReader;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One order by hand: send it, cancel it, replace it, ask for it. */
@Command(
    name = "order",
    description = "Sends, cancels, replaces and queries one order.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class OrderEntryCommand {
  @Spec private CommandSpec spec;

  /** Whose command it is, and its id. */
  static final class Sender {
    @Option(
        names = "--account",
        paramLabel = "FIRM/NAME",
        defaultValue = HouseAccount.NAME,
        description = "Account (default: ${DEFAULT-VALUE}).")
    private String account;

    @Option(
        names = "--id",
        paramLabel = "ID",
        description = "orderId of this command, unique per account (default: made from the time).")
    private String id;
  }

  @Command(
      name = "new",
      description = {
        "Sends an order and prints the venue's answer and what traded at once. Exit code 1 when it"
            + " is rejected.",
        "Example: ./streambook order new AAPL buy 100 --price 149.95 --account FIRM/NAME"
      },
      mixinStandardHelpOptions = true)
  int enter(
      @Mixin VenueOptions venue,
      @Mixin Sender sender,
      @Parameters(paramLabel = "SYMBOL", description = "The instrument.") String symbol,
      @Parameters(paramLabel = "buy|sell", description = "The side.") Side side,
      @Parameters(
              paramLabel = "QTY",
              description = "The quantity.",
              converter = AmountConverter.class)
          Long qty,
      @Mixin TermsOptions terms) {
    return send(venue, order(sender, Action.NEW, symbol, "", side, qty, terms));
  }

  @Command(
      name = "cancel",
      description = {
        "Cancels an order by its orderId and prints the venue's answer. Exit code 1 when it is"
            + " refused.",
        "Example: ./streambook order cancel AAPL cli-1 --account FIRM/NAME"
      },
      mixinStandardHelpOptions = true)
  int cancel(
      @Mixin VenueOptions venue,
      @Mixin Sender sender,
      @Parameters(paramLabel = "SYMBOL", description = "The instrument.") String symbol,
      @Parameters(paramLabel = "ORDER", description = "orderId of the NEW.") String orderId) {
    return send(
        venue,
        // A cancel names its order; side and terms mean nothing.
        order(sender, Action.CANCEL, symbol, orderId, Side.BUY, 0, new TermsOptions()));
  }

  @Command(
      name = "mass-cancel",
      description = {
        "Cancels all orders of the account on a symbol, or those of one side, and prints how many"
            + " and which. Exit code 1 when it is refused.",
        "Example: ./streambook order mass-cancel AAPL --side sell --account FIRM/NAME"
      },
      mixinStandardHelpOptions = true)
  int massCancel(
      @Mixin VenueOptions venue,
      @Mixin Sender sender,
      @Parameters(paramLabel = "SYMBOL", description = "The instrument.") String symbol,
      @Option(
              names = "--side",
              paramLabel = "buy|sell|both",
              defaultValue = "BOTH",
              description = "The side (default: ${DEFAULT-VALUE}).")
          Side side) {
    return send(venue, order(sender, Action.MASS_CANCEL, symbol, "", side, 0, new TermsOptions()));
  }

  @Command(
      name = "replace",
      description = {
        "Gives an order another quantity (the total, fills included) and other terms, and prints"
            + " the venue's answer. A new limit or a larger quantity goes to the back of the"
            + " queue. Exit code 1 when it is refused.",
        "Example: ./streambook order replace AAPL cli-1 buy 80 --price 149.90 --account FIRM/NAME"
      },
      mixinStandardHelpOptions = true)
  int replace(
      @Mixin VenueOptions venue,
      @Mixin Sender sender,
      @Parameters(paramLabel = "SYMBOL", description = "The instrument.") String symbol,
      @Parameters(paramLabel = "ORDER", description = "orderId of the NEW.") String orderId,
      @Parameters(paramLabel = "buy|sell", description = "The side of the NEW.") Side side,
      @Parameters(
              paramLabel = "QTY",
              description = "The new total.",
              converter = AmountConverter.class)
          Long qty,
      @Mixin TermsOptions terms) {
    return send(venue, order(sender, Action.REPLACE, symbol, orderId, side, qty, terms));
  }

  @Command(
      name = "status",
      description = {
        "Prints the last execution of an order, by account and orderId. Reads the topic executions"
            + " from its beginning.",
        "Example: ./streambook order status cli-1 --account FIRM/NAME"
      },
      mixinStandardHelpOptions = true)
  void status(
      @Mixin VenueOptions venue,
      @Option(
              names = "--account",
              paramLabel = "FIRM/NAME",
              defaultValue = HouseAccount.NAME,
              description = "Account (default: ${DEFAULT-VALUE}).")
          String account,
      @Parameters(paramLabel = "ORDER", description = "orderId of the NEW.") String orderId) {
    // A refused duplicate has the same id: it must not hide the order.
    Map<String, Execution> last = new LinkedHashMap<>();
    AvroDecoder<Execution> decoder = AvroDecoder.executions(venue.registry());
    TopicReader.readToEnd(
        venue.settings().commandConfig(),
        venue.settings().topic(Topic.EXECUTIONS),
        record -> {
          if (decoder.decode(record) instanceof Decoded.Value<Execution> decoded
              && decoded.value().account().equals(account)
              && decoded.value().orderId().equals(orderId)) {
            Execution execution = decoded.value();
            last.put(execution.symbol() + "-" + execution.venueOrderId(), execution);
          }
        });
    if (last.isEmpty()) {
      throw new IllegalArgumentException(
          "No execution of order " + orderId + " of account " + account);
    }
    last.values().forEach(execution -> out().println(ExecutionLine.of(execution)));
    out().flush();
  }

  private int send(VenueOptions venue, OrderCommand order) {
    return send(spec, venue, order);
  }

  /** Sends a command and prints the answer and what follows; gives the exit code. */
  static int send(CommandSpec spec, VenueOptions venue, OrderCommand order) {
    Names.checkSymbol(spec, order.symbol());
    Names.checkId(spec, order.orderId());
    Names.checkId(spec, order.account());
    try (KeyTail<Execution> tail =
        new KeyTail<>(
            venue.settings(),
            Topic.EXECUTIONS,
            order.symbol(),
            partitions -> AvroDecoder.executions(venue.registry()))) {
      RecordMetadata sent = venue.send(order);
      List<Execution> answer = new ArrayList<>();
      Consumer<Execution> listener =
          execution -> {
            if (answer.isEmpty() ? answers(execution, sent) : follows(execution, answer.get(0))) {
              answer.add(execution);
            }
          };
      tail.hear(listener, () -> !answer.isEmpty(), venue.timeout());
      if (answer.isEmpty()) {
        throw venue.noAnswer(sent, query(order));
      }
      // What traded at once was committed together with the answer.
      tail.readToEnd(listener);
      PrintWriter out = spec.commandLine().getOut();
      answer.forEach(execution -> out.println(ExecutionLine.of(execution)));
      out.flush();
      return answer.get(0).reason() == null ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private static boolean answers(Execution execution, RecordMetadata sent) {
    return execution.partition() == sent.partition() && execution.offset() == sent.offset();
  }

  private static boolean follows(Execution execution, Execution answer) {
    return execution.sequence() == answer.sequence()
        && (answer.execType() == ExecType.MASS_CANCEL_REPORT
            || execution.venueOrderId() == answer.venueOrderId()
            || execution.requestId().equals(answer.requestId()));
  }

  private static String query(OrderCommand order) {
    String id = order.action() == Action.NEW ? order.orderId() : order.origOrderId();
    return "./streambook order status " + id + " --account " + order.account();
  }

  private static OrderCommand order(
      Sender sender,
      Action action,
      String symbol,
      String origOrderId,
      Side side,
      long qty,
      TermsOptions terms) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    return new OrderCommand(
        -1,
        -1,
        symbol,
        sender.account,
        sender.id == null ? "cli-" + now : sender.id,
        origOrderId,
        action,
        side,
        terms.orderType(),
        terms.timeInForce(),
        qty,
        terms.price(),
        terms.conditions(),
        now,
        terms.validUntil(now),
        null);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
