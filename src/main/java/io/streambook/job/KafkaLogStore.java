package io.streambook.job;

import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.AvroEncoder;
import io.streambook.contract.CommittedConsumer;
import io.streambook.contract.DeadLetter;
import io.streambook.contract.DeadLetters;
import io.streambook.contract.Decoded;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.LogOwner;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicReader;
import io.streambook.risk.RiskEvent;
import io.streambook.venue.LogStore;
import io.streambook.venue.Recovery;
import io.streambook.venue.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Owners are records of a compacted topic with one partition, their offsets the generations; a
 * fence raises the epoch of every transactional id that a ledger of the job has had.
 */
final class KafkaLogStore implements LogStore {
  private static final Duration POLL = Duration.ofMillis(500);

  /** Given up after that, and begun anew: no transaction that is in the way lasts as long. */
  private static final Duration STALLED =
      Duration.ofMillis(2L * KafkaLedger.TRANSACTION_TIMEOUT_MILLIS);

  private final KafkaSettings settings;
  private final Publisher publisher;
  private final String job;
  private final String name;
  private final List<Topic> tail;
  private final List<Topic> kept;
  private final Registry registry;

  /** Of {@link #kept}, by name, and of the owners' topic; null before they are first asked. */
  private Map<String, String> topicIds;

  /** Null before {@link #ends} is first asked. */
  private KafkaConsumer<byte[], byte[]> ending;

  /**
   * @param job the same for each start of one job
   * @param name for a person
   * @param tail topics that tell what was published: log, executions, dead letters, risk events
   * @param kept topics whose offsets state or log of the job keep
   */
  KafkaLogStore(
      KafkaSettings settings,
      Publisher publisher,
      String job,
      String name,
      List<Topic> tail,
      List<Topic> kept) {
    this.settings = settings;
    this.publisher = publisher;
    this.job = job;
    this.name = name;
    this.tail = List.copyOf(tail);
    this.kept = List.copyOf(kept);
    registry = settings.awaitedRegistry();
  }

  /** Transactional id of the ledger of a subtask. */
  static String matchingId(String prefix, int subtask) {
    return matchingPrefix(prefix) + subtask;
  }

  private static String matchingPrefix(String prefix) {
    return prefix + "matching-";
  }

  /** Transactional id of the ledger beside matching. */
  static String sideId(String prefix) {
    return prefix + "side-0";
  }

  /** What publishing a dead letter publishes. */
  static Recovery.PublishedAside place(DeadLetter letter) {
    return new Recovery.PublishedAside(letter.topic() + "-" + letter.partition(), letter.offset());
  }

  @Override
  public List<Owner> owners() {
    return records().stream()
        .map(owner -> new Owner(owner.generation(), owner.job(), owner.name()))
        .toList();
  }

  /** Of all that this job may not publish beside, itself included. */
  private List<LogOwner> records() {
    AvroDecoder<LogOwner> decoder = AvroDecoder.logOwners(registry);
    List<LogOwner> owners = new ArrayList<>();
    TopicReader.readToEnd(
        settings.clientConfig(),
        settings.topic(Topic.LOG_OWNER),
        record -> {
          LogOwner owner = value(decoder, record);
          if (publisher.excludes(owner)) {
            owners.add(owner);
          }
        });
    owners.sort(Comparator.comparingLong(LogOwner::generation));
    return owners;
  }

  /**
   * Ids beside another one of the owners' topic say nothing: then all topics are copies, and where
   * a copy ends is looked at besides.
   */
  @Override
  public List<String> createdAnew() {
    Map<String, String> now = topicIds();
    String owners = settings.topic(Topic.LOG_OWNER);
    Map<String, String> before = new HashMap<>();
    for (LogOwner owner : records()) {
      if (now.get(owners).equals(owner.topicIds().get(owners))) {
        before.putAll(owner.topicIds());
      }
    }
    return now.keySet().stream()
        .filter(topic -> !now.get(topic).equals(before.getOrDefault(topic, now.get(topic))))
        .sorted()
        .toList();
  }

  private Map<String, String> topicIds() {
    if (topicIds == null) {
      List<String> names = new ArrayList<>(kept.stream().map(settings::topic).toList());
      names.add(settings.topic(Topic.LOG_OWNER));
      Map<String, String> ids = new TreeMap<>();
      try (Admin admin = Admin.create(settings.clientConfig())) {
        done(admin.describeTopics(names).allTopicNames().toCompletionStage().toCompletableFuture())
            .forEach((topic, found) -> ids.put(topic, found.topicId().toString()));
      }
      topicIds = Map.copyOf(ids);
    }
    return topicIds;
  }

  @Override
  public long claim() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    Map<String, Object> config = new HashMap<>(settings.clientConfig());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      AvroEncoder encoder = new AvroEncoder(registry, settings.topicPrefix());
      LogOwner owner =
          new LogOwner(publisher.prefix(), publisher.topics(), job, name, -1, now, topicIds());
      return done(producer.send(encoder.record(owner))).offset();
    }
  }

  @Override
  public long starts() {
    TopicPartition owners = ownersPartition();
    return ending().endOffsets(List.of(owners)).get(owners);
  }

  /**
   * Opens every transactional id that this job ever had, or one that had its topics; that returns
   * when the markers of what it aborted are written. An id that is not known yet belongs to a
   * writer that opens later, and finds that it is not the owner. (Kafka's fenceProducers does the
   * same and takes a second an id.)
   */
  @Override
  public void fence() {
    Collection<TransactionListing> known;
    Set<String> prefixes = new HashSet<>(Set.of(publisher.prefix()));
    records().forEach(owner -> prefixes.add(owner.prefix()));
    try (Admin admin = Admin.create(settings.clientConfig())) {
      for (String prefix : prefixes) {
        requireSight(admin, prefix);
      }
      known = done(admin.listTransactions().all().toCompletionStage().toCompletableFuture());
    }
    for (TransactionListing transaction : known) {
      String id = transaction.transactionalId();
      if (prefixes.stream().anyMatch(prefix -> isOf(prefix, id))) {
        try (KafkaProducer<byte[], byte[]> producer = KafkaLedger.producer(settings, id)) {
          producer.initTransactions();
        }
      }
    }
  }

  /**
   * Kafka lists only ids that this user may see: what an unseen writer has left open could still be
   * committed, behind the end that everybody goes by.
   */
  private static void requireSight(Admin admin, String prefix) {
    String id = sideId(prefix);
    try {
      done(
          admin
              .describeTransactions(List.of(id))
              .description(id)
              .toCompletionStage()
              .toCompletableFuture());
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof TransactionalIdAuthorizationException) {
        throw new IllegalStateException(
            "a job publishes to these topics with the transactional ids %s…, and this user may not shut it out: give it the ACL Write of them"
                .formatted(prefix),
            e.getCause());
      }
      if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
        throw e;
      }
    }
  }

  private static boolean isOf(String prefix, String id) {
    return id.startsWith(matchingPrefix(prefix)) || id.equals(sideId(prefix));
  }

  /** Old dead letters and risk events may go. */
  @Override
  public boolean isWhole(Slot slot) {
    return !slot.topic().equals(settings.topic(Topic.DEAD_LETTERS))
        && !slot.topic().equals(settings.topic(Topic.RISK_EVENTS));
  }

  @Override
  public Map<Slot, Long> beginnings() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return slots(consumer.beginningOffsets(partitions(consumer)));
    }
  }

  @Override
  public Map<Slot, Long> ends() {
    Set<TopicPartition> known = new HashSet<>(ending().assignment());
    known.remove(ownersPartition());
    return slots(ending().endOffsets(known));
  }

  /**
   * Asked at each checkpoint, while orders wait: one client, which keeps in mind where the
   * partitions are that are assigned to it, so that it asks for nothing but the ends.
   */
  private KafkaConsumer<byte[], byte[]> ending() {
    if (ending == null) {
      List<TopicPartition> assigned = new ArrayList<>(List.of(ownersPartition()));
      try (KafkaConsumer<byte[], byte[]> asking = consumer()) {
        assigned.addAll(partitions(asking));
      }
      ending = consumer();
      ending.assign(assigned);
    }
    return ending;
  }

  private TopicPartition ownersPartition() {
    return new TopicPartition(settings.topic(Topic.LOG_OWNER), 0);
  }

  /** Offset after the last record of each slot, also of transactions that are open. */
  Map<Slot, Long> endsOfAll() {
    Map<String, Object> config = new HashMap<>(settings.clientConfig());
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    try (KafkaConsumer<byte[], byte[]> consumer = CommittedConsumer.strict(config)) {
      return slots(consumer.endOffsets(partitions(consumer)));
    }
  }

  @Override
  public void close() {
    if (ending != null) {
      ending.close();
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return tail.stream()
        .map(settings::topic)
        .flatMap(topic -> consumer.partitionsFor(topic).stream())
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  private static Map<Slot, Long> slots(Map<TopicPartition, Long> offsets) {
    Map<Slot, Long> slots = new TreeMap<>();
    offsets.forEach(
        (partition, offset) ->
            slots.put(new Slot(partition.topic(), partition.partition()), offset));
    return slots;
  }

  @Override
  public void read(Map<Slot, Long> from, Map<Slot, Long> to, Consumer<Recovery> each) {
    read(from, to, STALLED, each);
  }

  /**
   * Hands out all that is committed from here to there.
   *
   * @throws IllegalStateException when nothing comes for so long, though there is more
   */
  void read(Map<Slot, Long> from, Map<Slot, Long> to, Duration patience, Consumer<Recovery> each) {
    Tail reading = new Tail();
    scan(
        from,
        to,
        patience,
        record -> {
          Recovery told = reading.recovery(record);
          if (told != null) {
            each.accept(told);
          }
        });
  }

  /** Hands out all executions that are committed from here to there. */
  void executions(Map<Slot, Long> from, Map<Slot, Long> to, Consumer<Execution> each) {
    AvroDecoder<Execution> decoder = AvroDecoder.executions(registry);
    scan(from, to, STALLED, record -> each.accept(value(decoder, record)));
  }

  /** Waits for transactions that are open before the end. */
  private void scan(
      Map<Slot, Long> from,
      Map<Slot, Long> to,
      Duration patience,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> open = new ArrayList<>();
      to.forEach(
          (slot, end) -> {
            if (from.get(slot) < end) {
              open.add(partition(slot));
            }
          });
      consumer.assign(open);
      open.forEach(partition -> consumer.seek(partition, from.get(slot(partition))));
      Map<TopicPartition, Long> reached = Map.of();
      long progress = System.nanoTime();
      while (!open.isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < to.get(new Slot(record.topic(), record.partition()))) {
            each.accept(record);
          }
        }
        // By position: transaction markers take offsets and are never handed on.
        if (open.removeIf(partition -> consumer.position(partition) >= to.get(slot(partition)))) {
          List<TopicPartition> atEnd = new ArrayList<>(consumer.assignment());
          atEnd.removeAll(open);
          consumer.pause(atEnd);
        }
        Map<TopicPartition, Long> now = new HashMap<>();
        open.forEach(partition -> now.put(partition, consumer.position(partition)));
        if (!now.equals(reached)) {
          reached = now;
          progress = System.nanoTime();
        } else if (System.nanoTime() - progress > patience.toNanos()) {
          throw stalled(slots(reached), to, patience);
        }
      }
    }
  }

  private static IllegalStateException stalled(
      Map<Slot, Long> reached, Map<Slot, Long> to, Duration patience) {
    return new IllegalStateException(
        "the broker has given nothing for %d s of what was published before this start, and all of it is needed: %s; this start begins anew: is the leader of the partition there, or does a transaction stay open?"
            .formatted(
                patience.toSeconds(),
                reached.entrySet().stream()
                    .map(
                        at ->
                            "%s at offset %d of %d"
                                .formatted(at.getKey(), at.getValue(), to.get(at.getKey())))
                    .collect(Collectors.joining(", "))));
  }

  private static TopicPartition partition(Slot slot) {
    return new TopicPartition(slot.topic(), slot.partition());
  }

  private static Slot slot(TopicPartition partition) {
    return new Slot(partition.topic(), partition.partition());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return CommittedConsumer.strict(settings.clientConfig());
  }

  /** What the records of the tail say. */
  private final class Tail {
    private final AvroDecoder<LogEntry> entries = AvroDecoder.log(registry);
    private final AvroDecoder<Execution> executions = AvroDecoder.executions(registry);
    private final AvroDecoder<RiskEvent> events = AvroDecoder.riskEvents(registry);

    /** Null for what somebody else has written where nothing needs to be whole. */
    Recovery recovery(ConsumerRecord<byte[], byte[]> record) {
      Topic topic = settings.topicNamed(record.topic());
      return switch (topic) {
        case VALIDATED_ORDERS -> new Recovery.Entry(value(entries, record));
        case EXECUTIONS -> {
          Execution execution = value(executions, record);
          yield new Recovery.Published(execution.symbol(), execution.sequence());
        }
        case DEAD_LETTERS -> letter(record);
        case RISK_EVENTS ->
            events.decode(record) instanceof Decoded.Value<RiskEvent> event
                ? new Recovery.Told(event.value())
                : null;
        default -> throw new IllegalArgumentException("tells nothing of the tail: " + topic);
      };
    }

    private static Recovery letter(ConsumerRecord<byte[], byte[]> record) {
      try {
        return place(DeadLetters.read(record));
      } catch (IllegalArgumentException foreign) {
        return null;
      }
    }
  }

  private static <T> T value(AvroDecoder<T> decoder, ConsumerRecord<byte[], byte[]> record) {
    if (decoder.decode(record) instanceof Decoded.Value<T> decoded) {
      return decoded.value();
    }
    throw new Refusal(
        "%s-%d has a record at offset %d that this release can't read: only the venue may write there; restore the topic, or start the release that wrote it"
            .formatted(record.topic(), record.partition(), record.offset()));
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka: " + e.getCause().getMessage(), e.getCause());
    }
  }
}
