package io.streambook.cli;

import io.streambook.book.Action;
import io.streambook.book.Conditions;
import io.streambook.book.Correction;
import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** Who corrects something, and why. */
final class OperatorOptions {
  @Option(
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it (default: ${DEFAULT-VALUE}).")
  String operator;

  @Option(
      names = "--comment",
      paramLabel = "TEXT",
      required = true,
      description = "Why: kept with the correction for ever.")
  String comment;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "orderId of this command (default: made from the time).")
  String id;

  OrderCommand command(
      Action action,
      String account,
      String symbol,
      Side side,
      long qty,
      String tradeId,
      long cash) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    return new OrderCommand(
        -1,
        -1,
        symbol,
        account,
        id == null ? "cli-" + now : id,
        "",
        action,
        side,
        OrderType.LIMIT,
        TimeInForce.DAY,
        qty,
        Decimal8.NONE,
        Conditions.NONE,
        now,
        0,
        new Correction(tradeId, cash, operator, comment),
        null);
  }
}
