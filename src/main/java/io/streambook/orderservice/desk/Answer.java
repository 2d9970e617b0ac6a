package io.streambook.orderservice.desk;

import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrdStatus;
import java.util.List;

/**
 * What the venue said to a command.
 *
 * @param steps the executions of the command's own order that it caused, the answer first; a
 *     repetition has none
 * @param order the order after them; null when a cancel or replace was about none that is known
 * @param repeated whether the command was known already, and this is its order as it stands
 */
public record Answer(List<Execution> steps, OrderView order, boolean repeated) {

  /** The answer itself. */
  public Execution first() {
    return steps.get(0);
  }

  /** What the command traded at once. */
  public List<Fill> fills() {
    return steps.stream().filter(step -> step.execType() == ExecType.TRADE).map(Fill::of).toList();
  }

  /** Whether the venue refused the command. */
  public boolean isRefused() {
    if (repeated) {
      return order.status() == OrdStatus.REJECTED;
    }
    return first().execType() == ExecType.REJECTED || first().execType() == ExecType.CANCEL_REJECT;
  }
}
