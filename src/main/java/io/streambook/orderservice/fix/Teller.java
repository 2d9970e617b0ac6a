package io.streambook.orderservice.fix;

import io.streambook.book.Action;
import io.streambook.book.ExecType;
import io.streambook.book.Execution;
import io.streambook.book.OrderCommand;
import io.streambook.orderservice.desk.Fill;
import io.streambook.orderservice.desk.OrderView;
import io.streambook.orderservice.desk.Orders;
import io.streambook.orderservice.desk.TradeIds;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells sessions of executions, each once and in the order of the log: one thread writes them all,
 * and goes on to the next only when the last is kept. While the database is away it waits.
 */
final class Teller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Teller.class);
  private static final int WAITING_MAX = 1_000_000;
  private static final long AGAIN_MILLIS = 500;
  private static final long CLOSE_SECONDS = 5;

  private final FixSessions sessions;
  private final Orders orders;
  private final Consumer<Throwable> onFailure;
  private final Map<Request, Action> unanswered = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_MAX), Teller::thread);
  private volatile boolean closed;

  private record Request(String account, String id) {}

  /**
   * @param onFailure hears why executions will be missing until the service is started again
   */
  Teller(FixSessions sessions, Orders orders, Consumer<Throwable> onFailure) {
    this.sessions = sessions;
    this.orders = orders;
    this.onFailure = onFailure;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "fix-executions");
    thread.setDaemon(true);
    return thread;
  }

  /** A request is about to be sent. */
  void expect(OrderCommand command) {
    unanswered.put(request(command), command.action());
  }

  /** It was not, or nobody knows. */
  void expectNot(OrderCommand command) {
    unanswered.remove(request(command));
  }

  private static Request request(OrderCommand command) {
    return new Request(command.account(), command.orderId());
  }

  /** The broker has it: says so, unless its answer came first. */
  void taken(FixSession session, OrderCommand command, OrderView target) {
    write(
        () -> {
          if (unanswered.containsKey(request(command))) {
            session.send(Reports.pending(command, target));
          }
        });
  }

  /** On the feed's thread. */
  void onExecution(Execution execution, OrderView order) {
    if (execution.execType() == ExecType.POSITION_REPORT) {
      return; // It is about no order: the account's position tells it.
    }
    Action request = null;
    if (!execution.requestId().isEmpty()) {
      request = unanswered.remove(new Request(execution.account(), execution.requestId()));
    }
    SessionStore.Place place =
        new SessionStore.Place(
            execution.symbol(), TradeIds.of(execution.sequence(), execution.index()));
    List<FixSession> toTell = sessions.toTell(execution.account(), place);
    if (!toTell.isEmpty()) {
      Action known = request;
      String refId = refId(execution);
      write(() -> toTell.forEach(session -> tell(session, execution, order, refId, known, place)));
    }
  }

  /** The execution that a cancelled trade had, which its account knows by that id; else empty. */
  private String refId(Execution execution) {
    return execution.execType() == ExecType.TRADE_CANCEL
        ? orders.of(execution.account()).cancelled(execution).map(Fill::execId).orElse("")
        : "";
  }

  private void write(Runnable work) {
    try {
      writer.execute(work);
    } catch (RejectedExecutionException e) {
      if (!closed) {
        onFailure.accept(
            new IllegalStateException("FIX sessions have not been kept for too long", e));
      }
    }
  }

  private void tell(
      FixSession session,
      Execution execution,
      OrderView order,
      String refId,
      Action request,
      SessionStore.Place place) {
    while (!closed && !session.store.hasTold(place)) {
      session.store.tell(place, () -> session.send(Reports.of(execution, order, refId, request)));
      if (!session.store.hasTold(place)) {
        LOG.warn("{} could not be told of {}: again", session.compId, execution.execId());
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    // What it does not get to is told after the next start.
    closed = true;
    writer.shutdownNow();
    try {
      if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("an execution is still being written");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
