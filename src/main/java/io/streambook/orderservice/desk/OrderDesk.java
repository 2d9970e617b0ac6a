package io.streambook.orderservice.desk;

import io.streambook.book.Action;
import io.streambook.book.Execution;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.AvroEncoder;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands commands to the venue and hears its answers. A command counts as taken when all replicas
 * have it; its answer is the execution that names its place in {@code orders}. One with an id that
 * the account has used is never sent twice from here, and the venue refuses it when it was sent
 * from elsewhere: it gets the first one's order, or a refusal when it asks for something else. Safe
 * for use by many threads.
 */
public final class OrderDesk implements AutoCloseable {
  /** Commands on their way at a time; beyond that they are turned away. */
  static final int SUBMISSIONS_MAX = 50_000;

  /** Without it each order is a request of its own to the broker, and keeps it busy. */
  private static final int LINGER_MILLIS = 1;

  private static final int ANSWER_THREADS = 2;
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  /** Never sent: the encoder learns from it. */
  private static final OrderCommand NOTHING =
      new OrderCommand(
          -1,
          -1,
          "",
          "",
          "",
          "",
          Action.NEW,
          Side.BUY,
          OrderType.LIMIT,
          TimeInForce.GTC,
          0,
          0,
          0,
          null);

  private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

  private final Orders orders = new Orders();
  private final Map<Id, Submission> submissions = new ConcurrentHashMap<>();
  private final List<BiConsumer<Execution, OrderView>> listeners = new CopyOnWriteArrayList<>();
  private final Producer<byte[], byte[]> producer;
  private final AvroEncoder encoder;
  private final Duration patience;
  private final String ordersTopic;
  private final TopicFeed feed;

  /** As far as is known: told once, since those who send can't mend it. */
  private volatile boolean mayWrite = true;

  /** What clients are told is written on these, so that the feed goes on. */
  private final ExecutorService answers = Executors.newFixedThreadPool(ANSWER_THREADS);

  // Of the feed's thread.
  private final Map<String, Execution> last = new HashMap<>();
  private final List<Submission> answered = new ArrayList<>();

  private record Id(String account, String orderId) {}

  /** A command has an id that the account has used for something else. */
  public static final class DuplicateId extends RuntimeException {
    DuplicateId() {
      super("the id is used", null, false, false);
    }
  }

  /** Too many commands wait for the venue. */
  public static final class Busy extends RuntimeException {
    Busy() {
      super("too many commands wait for the venue", null, false, false);
    }
  }

  /**
   * @param patience how long an answer is waited for
   * @param onFailure hears why it hears no more executions
   */
  public OrderDesk(
      KafkaSettings settings, Registry registry, Duration patience, Consumer<Throwable> onFailure) {
    this.patience = patience;
    this.ordersTopic = settings.topic(Topic.ORDERS);
    this.encoder = new AvroEncoder(registry, settings.inputPrefix());
    this.feed =
        new TopicFeed(
            "executions",
            settings,
            List.of(
                new TopicFeed.Source<>(
                    Topic.EXECUTIONS, count -> AvroDecoder.executions(registry), this::hear)),
            this::completeAnswered,
            onFailure);
    this.producer =
        new KafkaProducer<>(config(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> config(KafkaSettings settings) {
    int patienceMillis = (int) patience.toMillis();
    Map<String, Object> config = new HashMap<>(settings.clientConfig());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    // Who waits that long has been told that the outcome is unknown.
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patienceMillis);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patienceMillis / 2);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patienceMillis / 4);
    return config;
  }

  /** Hears all executions that there are, then goes on; returns when the views hold the first. */
  public void start() {
    // So that the first command need not wait for them.
    int partitions = producer.partitionsFor(ordersTopic).size();
    byte[] learned = encoder.encode(NOTHING);
    LOG.debug("orders has {} partitions; an empty one takes {} bytes", partitions, learned.length);
    feed.catchUp();
    feed.start();
  }

  /** The orders of all accounts. */
  public Orders orders() {
    return orders;
  }

  /** Gives each new execution, with its order or null when it is about none that is known. */
  public void listen(BiConsumer<Execution, OrderView> listener) {
    listeners.add(listener);
  }

  /**
   * Sends a command; never blocks for long.
   *
   * @return the venue's answer, or exceptionally {@link Unanswered}
   * @throws DuplicateId when the account has used its id for something else
   * @throws Busy when too many commands wait
   */
  public CompletableFuture<Answer> submit(OrderCommand command) {
    return send(command).answer();
  }

  /**
   * A command that was sent.
   *
   * @param taken completes when all replicas have it; exceptionally with {@link Unanswered}
   * @param answer the venue's, or exceptionally {@link Unanswered}
   */
  public record Sent(CompletableFuture<Void> taken, CompletableFuture<Answer> answer) {}

  /** As {@link #submit}, for who wants to know of the broker's word too. */
  public Sent send(OrderCommand command) {
    Id id = new Id(command.account(), command.orderId());
    Submission waiting = submissions.get(id);
    if (waiting == null && command.action() == Action.NEW) {
      Optional<OrderView> known = orders.of(command.account()).find(command.orderId());
      if (known.isPresent()) {
        return new Sent(
            CompletableFuture.completedFuture(null),
            CompletableFuture.completedFuture(repetition(command, known.get())));
      }
    }
    if (waiting == null) {
      if (submissions.size() >= SUBMISSIONS_MAX) {
        throw new Busy();
      }
      Submission mine = new Submission(command);
      waiting = submissions.putIfAbsent(id, mine);
      if (waiting == null) {
        send(id, mine);
        return sent(mine);
      }
    }
    if (!waiting.isSameAs(command)) {
      throw new DuplicateId();
    }
    return sent(waiting);
  }

  private Sent sent(Submission submission) {
    return new Sent(inTime(submission, submission.taken), inTime(submission, submission.answer));
  }

  /** Symbols of an account's commands that are on their way. */
  public Set<String> symbolsOnTheirWay(String account) {
    Set<String> symbols = new HashSet<>();
    submissions.forEach(
        (id, submission) -> {
          if (id.account().equals(account)) {
            symbols.add(submission.command.symbol());
          }
        });
    return symbols;
  }

  /** The order of a command that is on its way, or null. */
  public OrderCommand onItsWay(String account, String orderId) {
    Submission submission = submissions.get(new Id(account, orderId));
    return submission == null ? null : submission.command;
  }

  private static Answer repetition(OrderCommand command, OrderView known) {
    if (!known.isSameAs(command)) {
      throw new DuplicateId();
    }
    return new Answer(List.of(), known, true);
  }

  private void send(Id id, Submission submission) {
    try {
      // Its callback says all that the future could.
      var unused =
          producer.send(
              record(submission.command),
              (place, failure) -> acknowledged(id, submission, place, failure));
    } catch (RuntimeException e) {
      submissions.remove(id, submission);
      throw e;
    }
  }

  private synchronized ProducerRecord<byte[], byte[]> record(OrderCommand command) {
    return encoder.record(command);
  }

  private void acknowledged(Id id, Submission submission, RecordMetadata place, Exception failure) {
    if (failure == null) {
      mayWrite = true;
      submission.acknowledge(place.partition(), place.offset());
    } else {
      if (failure instanceof AuthorizationException && mayWrite) {
        mayWrite = false;
        LOG.error("No command is taken until an ACL allows it: {}", failure.getMessage());
      }
      // The broker may have it all the same: then its executions come, and the view knows it.
      submissions.remove(id, submission);
      submission.taken.completeExceptionally(new Unanswered(false));
      submission.answer.completeExceptionally(new Unanswered(false));
    }
  }

  private <T> CompletableFuture<T> inTime(Submission submission, CompletableFuture<T> future) {
    return future
        .copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(unanswered(failure, submission)));
  }

  private static Throwable unanswered(Throwable failure, Submission submission) {
    if (failure instanceof TimeoutException) {
      return new Unanswered(submission.isAcknowledged());
    }
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  // ---- on the feed's thread

  private void hear(Execution execution) {
    Execution before = last.get(execution.symbol());
    if (before != null && !isLater(execution, before)) {
      return; // Known: whoever sends it again, by hand or from the dead letters, adds nothing.
    }
    last.put(execution.symbol(), execution);
    OrderView order = orders.apply(execution);
    if (!execution.requestId().isEmpty()) {
      Submission submission = submissions.get(new Id(execution.account(), execution.requestId()));
      if (submission != null) {
        submission.hear(execution);
        if (execution.partition() >= 0) {
          answered.add(submission);
        }
      }
    }
    listeners.forEach(listener -> listener.accept(execution, order));
  }

  private static boolean isLater(Execution execution, Execution before) {
    return execution.sequence() == before.sequence()
        ? execution.index() > before.index()
        : execution.sequence() > before.sequence();
  }

  /** What follows from one command is committed together, but may be read in pieces. */
  private void completeAnswered(Predicate<String> isAtEnd) {
    if (!answered.isEmpty()) {
      answered.removeIf(submission -> complete(submission, isAtEnd));
    }
  }

  /** Whether nothing is left to do for it. */
  private boolean complete(Submission submission, Predicate<String> isAtEnd) {
    List<Execution> steps = submission.steps();
    if (steps.isEmpty()) {
      // Not acknowledged yet, or the answer is to another command of this name.
      return submission.answer.isDone() || submission.isForeign();
    }
    Execution first = steps.get(0);
    if (!isAtEnd.test(first.symbol()) && last.get(first.symbol()).sequence() == first.sequence()) {
      return false;
    }
    OrderCommand command = submission.command;
    AccountOrders known = orders.of(command.account());
    Answer answer = new Answer(steps, order(submission, steps, known), false);
    if (submission.isNew() && first.reason() == Reason.DUPLICATE_ORDER) {
      Optional<OrderView> original =
          known.find(command.orderId()).filter(order -> order.isSameAs(command));
      if (original.isPresent()) {
        answer = new Answer(List.of(), original.get(), true);
      }
    }
    submissions.remove(new Id(command.account(), command.orderId()), submission);
    Answer complete = answer;
    answers.execute(() -> submission.answer.complete(complete));
    return true;
  }

  /** A new order as it is after these steps, whatever has happened to it since. */
  private static OrderView order(
      Submission submission, List<Execution> steps, AccountOrders known) {
    Execution first = steps.get(0);
    if (!submission.isNew()) {
      return known.find(first.symbol(), first.venueOrderId()).orElse(null);
    }
    OrderView order = OrderView.of(first);
    for (Execution step : steps.subList(1, steps.size())) {
      order = order.after(step);
    }
    return order;
  }

  @Override
  public void close() {
    feed.close();
    answers.shutdown();
    producer.close(CLOSE_PATIENCE);
  }
}
