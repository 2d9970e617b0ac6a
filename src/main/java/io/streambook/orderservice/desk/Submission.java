package io.streambook.orderservice.desk;

import io.streambook.book.Action;
import io.streambook.book.Execution;
import io.streambook.book.OrderCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A command that is on its way to the venue, until its answer is here. */
final class Submission {
  private static final int UNKNOWN = -1;

  final OrderCommand command;

  /** Completed with the answer; exceptionally when it is sure that the broker did not take it. */
  final CompletableFuture<Answer> answer = new CompletableFuture<>();

  /** Completed when the broker has it; exceptionally when it is sure that it did not take it. */
  final CompletableFuture<Void> taken = new CompletableFuture<>();

  private final List<Execution> heard = new ArrayList<>();
  private int partition = UNKNOWN;
  private long offset = UNKNOWN;

  Submission(OrderCommand command) {
    this.command = command;
  }

  /** The broker has it, at this place of {@code orders}. */
  void acknowledge(int atPartition, long atOffset) {
    synchronized (this) {
      partition = atPartition;
      offset = atOffset;
    }
    taken.complete(null);
  }

  /** Whether the broker has it for sure. */
  synchronized boolean isAcknowledged() {
    return offset != UNKNOWN || !heard.isEmpty();
  }

  /** Takes an execution that names this command, or one of the same name. */
  synchronized void hear(Execution execution) {
    heard.add(execution);
  }

  /** Whether another command asks for the same. */
  boolean isSameAs(OrderCommand other) {
    return command.action() == other.action()
        && command.symbol().equals(other.symbol())
        && command.side() == other.side()
        && command.orderType() == other.orderType()
        && command.timeInForce() == other.timeInForce()
        && command.qty() == other.qty()
        && command.price() == other.price()
        && command.conditions().equals(other.conditions())
        && command.origOrderId().equals(other.origOrderId());
  }

  /**
   * The executions of the command's own order that are known by now, its answer first; empty before
   * there is one.
   */
  synchronized List<Execution> steps() {
    Execution first = null;
    for (Execution execution : heard) {
      if (execution.offset() == offset && execution.partition() == partition) {
        first = execution;
      }
    }
    if (first == null) {
      return List.of();
    }
    List<Execution> steps = new ArrayList<>();
    for (Execution execution : heard) {
      if (execution.sequence() == first.sequence()
          && execution.venueOrderId() == first.venueOrderId()) {
        steps.add(execution);
      }
    }
    return steps;
  }

  /** Whether all that was heard is about another command of the same name. */
  synchronized boolean isForeign() {
    return offset != UNKNOWN;
  }

  boolean isNew() {
    return command.action() == Action.NEW;
  }
}
