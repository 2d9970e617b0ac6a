package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.OrderCommand;
import io.streambook.book.Verdict;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.DeadLetters;
import io.streambook.contract.Decoded;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicReader;
import io.streambook.local.Stack;
import io.streambook.risk.AccountControls;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.LimitsBuilder;
import io.streambook.risk.OrderBuilder;
import io.streambook.venue.LogGuard;
import io.streambook.venue.LogStore.Owner;
import io.streambook.venue.LogStore.Slot;
import io.streambook.venue.Recovery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ledger and log store against a real broker: who is fenced can't publish. */
@ExtendWith(Stack.class)
class KafkaLedgerIT {
  /** So many positions are no message, though compressed. */
  private static final int SYMBOLS = 60_000;

  private TestVenue venue;
  private String prefix;

  @BeforeEach
  void venue(Stack stack) {
    venue = new TestVenue(stack);
    prefix = venue.kafka().topicPrefix() + "ledger.";
  }

  @AfterEach
  void close() {
    venue.close();
  }

  private KafkaLogStore store(String job) {
    return new KafkaLogStore(
        venue.kafka(),
        new Publisher(prefix, List.of(Topic.VALIDATED_ORDERS.base())),
        job,
        "name of " + job,
        List.of(Topic.VALIDATED_ORDERS, Topic.DEAD_LETTERS),
        List.of(Topic.ORDERS));
  }

  private KafkaLedger ledger(KafkaLogStore store) {
    return new KafkaLedger(venue.kafka(), KafkaLogStore.matchingId(prefix, 0), store);
  }

  private static LogEntry entry(String symbol, long sequence) {
    return new LogEntry.Rules(symbol, sequence, TestVenue.nowMicros(), 20_000, 1);
  }

  /** Entries of many symbols: their group spans all partitions. */
  private static List<Object> group(long sequence) {
    List<Object> group = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      group.add(entry("SYM" + i, sequence));
    }
    return group;
  }

  /** Returns when all of it can be read: a commit is done a moment before its markers are there. */
  private void commit(KafkaLedger ledger, List<Object> group) throws Exception {
    commitRecords(ledger, group.stream().map(ledger::record).toList());
    try (KafkaLogStore store = store("reader")) {
      TestVenue.until(() -> store.ends().equals(store.endsOfAll()));
    }
  }

  private static void commitRecords(KafkaLedger ledger, List<Object> records) throws Exception {
    CompletableFuture<Boolean> committed = new CompletableFuture<>();
    ledger.commit(
        records,
        failure -> {
          if (failure == null) {
            committed.complete(true);
          } else {
            committed.completeExceptionally(failure);
          }
        });
    while (!committed.isDone()) {
      ledger.await();
    }
    committed.get(0, TimeUnit.SECONDS);
  }

  private List<LogEntry> log() {
    return venue.read(Topic.VALIDATED_ORDERS, LogEntry.class);
  }

  /** A writer that has sent a record in a transaction and does not commit it. */
  private KafkaProducer<byte[], byte[]> openTransaction(Object value) throws Exception {
    Map<String, Object> config = new HashMap<>(venue.kafka().clientConfig());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, KafkaLogStore.matchingId(prefix, 3));
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(venue.record(value)).get();
    return producer;
  }

  @Test
  void aGroupIsVisibleAsAWhole() throws Exception {
    KafkaLogStore store = store("job");
    try (KafkaLedger ledger = ledger(store)) {
      ledger.open(store.claim());
      commit(ledger, group(1));
      assertThat(log()).hasSize(50);
      List<Object> records = new ArrayList<>();
      group(2).forEach(value -> records.add(ledger.record(value)));
      byte[] tooLarge = new byte[2 * DeadLetters.MAX_MESSAGE_BYTES];
      records.add(new ProducerRecord<>(venue.kafka().topic(Topic.VALIDATED_ORDERS), tooLarge));
      assertThatThrownBy(() -> commitRecords(ledger, records))
          .hasRootCauseInstanceOf(RecordTooLargeException.class);
    }
    assertThat(log()).hasSize(50).allMatch(entry -> entry.sequence() == 1);
  }

  /** Its snapshot must fit in a message, whose limit is Kafka's default. */
  @Test
  void anAccountThatHasTouchedVeryManySymbolsIsPublished() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    AccountControls controls = new AccountControls();
    controls.apply(LimitsBuilder.limits("EAST").build(), 0);
    for (int i = 0; i < SYMBOLS; i++) {
      String symbol = "%08X%024X".formatted(i, random.nextLong());
      OrderCommand order =
          OrderBuilder.buy("id" + i)
              .offset(i)
              .symbol(symbol)
              .account("EAST")
              .qty(1_000_000 + random.nextInt(1_000_000) + ".12345678")
              .price(1_000 + random.nextInt(1_000) + ".12345678")
              .build();
      controls.judge(
          new Judged(
              order, i + 1, 0, 20_000, order.price(), order.price(), "USD", Verdict.ACCEPTED));
    }
    AccountSnapshot snapshot = controls.snapshot("EAST", TestVenue.nowMicros());
    KafkaLogStore store = store("job");
    try (KafkaLedger ledger = ledger(store)) {
      ledger.open(store.claim());
      commit(ledger, List.of(snapshot));
    }
    assertThat(accounts())
        .singleElement()
        .satisfies(
            read -> {
              assertThat(read).isEqualTo(snapshot);
              assertThat(read.positions()).hasSize(8_000);
              assertThat(read.positionsLeft()).isEqualTo(SYMBOLS - 8_000);
              assertThat(read.openOrders()).isEqualTo(SYMBOLS);
            });
  }

  private List<AccountSnapshot> accounts() {
    AvroDecoder<AccountSnapshot> decoder = AvroDecoder.accounts(venue.registry());
    List<AccountSnapshot> values = new ArrayList<>();
    TopicReader.readToEnd(
        venue.kafka().clientConfig(),
        venue.kafka().topic(Topic.ACCOUNTS),
        record -> values.add(((Decoded.Value<AccountSnapshot>) decoder.decode(record)).value()));
    return values;
  }

  @Test
  void whoWasShutOutPublishesNothing() throws Exception {
    KafkaLogStore store = store("job");
    long generation = store.claim();
    try (KafkaLedger first = ledger(store);
        KafkaLedger second = ledger(store)) {
      first.open(generation);
      commit(first, group(1));
      second.open(generation);
      assertThatThrownBy(() -> commit(first, group(2)))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
      commit(second, group(3));
      assertThat(log()).hasSize(100).noneMatch(entry -> entry.sequence() == 2);
    }
  }

  @Test
  void aFenceAbortsWhatIsOpenAndTheEndsAreFinal() throws Exception {
    KafkaLogStore store = store("job");
    Map<Slot, Long> before = store.ends();
    try (KafkaProducer<byte[], byte[]> open = openTransaction(entry("SYM", 1))) {
      assertThat(store.ends()).isEqualTo(before);
      store.fence();
      Map<Slot, Long> ends = store.ends();
      // The record and the marker that aborts it.
      long passed =
          ends.entrySet().stream().mapToLong(e -> e.getValue() - before.get(e.getKey())).sum();
      assertThat(passed).isEqualTo(2);
      assertThatThrownBy(open::commitTransaction)
          .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
      assertThat(store.ends()).isEqualTo(ends);
      assertThat(log()).isEmpty();
    }
  }

  /** Else recovery would wait in silence. */
  @Test
  void aTailThatDoesNotComeIsGivenUpAndNoneOfItIsLeftOut() throws Exception {
    KafkaLogStore store = store("job");
    Map<Slot, Long> from = store.beginnings();
    List<Recovery> told = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> open = openTransaction(entry("SYM", 1))) {
      Map<Slot, Long> to = store.endsOfAll();
      assertThatThrownBy(() -> store.read(from, to, Duration.ofSeconds(2), told::add))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the broker has given nothing for 2 s")
          .hasMessageContaining(" at offset 0 of 1;");
      assertThat(told).isEmpty();
      open.commitTransaction();
      store.read(from, to, told::add);
      assertThat(entries(told)).containsExactly(1L);
    }
  }

  @Test
  void aLateOpenOfAnOldGenerationIsRefused() throws Exception {
    KafkaLogStore store = store("job");
    long old = store.claim();
    long newer = store.claim();
    try (KafkaLedger ledger = ledger(store)) {
      assertThatThrownBy(() -> ledger.open(old))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a newer start has begun");
      ledger.open(newer);
      commit(ledger, group(1));
    }
    assertThat(log()).hasSize(50);
  }

  @Test
  void aStartTellsWhatWasPublishedBeforeIt() throws Exception {
    KafkaLogStore store = store("job");
    LogGuard guard = new LogGuard(store, "job");
    List<Recovery> first = start(guard, null);
    assertThat(first).hasSize(2).startsWith(new Recovery.Begin(true));
    long generation = ((Recovery.Go) first.get(1)).generation();
    List<Object> group = List.of(entry("AAA", 1), entry("AAA", 2));
    Map<Slot, Long> saved;
    try (KafkaLedger ledger = ledger(store)) {
      ledger.open(generation);
      commit(ledger, group);
      saved = guard.ends();
      commit(ledger, List.of(entry("AAA", 3)));
    }
    assertThat(entries(start(guard, null))).containsExactly(1L, 2L, 3L);
    List<Recovery> tail = start(guard, saved);
    assertThat(tail).hasSize(3).startsWith(new Recovery.Begin(false));
    assertThat(entries(tail)).containsExactly(3L);
    assertThat(((Recovery.Go) tail.get(2)).generation()).isGreaterThan(generation);
  }

  private static List<Recovery> start(LogGuard guard, Map<Slot, Long> saved) {
    List<Recovery> told = new ArrayList<>();
    guard.start(saved, told::add);
    return told;
  }

  private static List<Long> entries(List<Recovery> told) {
    return told.stream()
        .filter(Recovery.Entry.class::isInstance)
        .map(entry -> ((Recovery.Entry) entry).entry().sequence())
        .toList();
  }

  @Test
  void ownersAreTheStartsOfThisPrefixInOrder() {
    KafkaLogStore other = elsewhere(List.of());
    long first = store("a").claim();
    other.claim();
    long second = store("b").claim();
    assertThat(store("a").owners())
        .extracting(owner -> owner.generation() + " " + owner.job() + " " + owner.name())
        .containsExactly(first + " a name of a", second + " b name of b");
    assertThat(other.owners()).hasSize(1);
  }

  /** A job with a prefix of its own. */
  private KafkaLogStore elsewhere(List<String> topics) {
    return new KafkaLogStore(
        venue.kafka(), new Publisher(prefix + "other.", topics), "x", "x", List.of(), List.of());
  }

  @Test
  void aTopicThatWasCreatedAnewIsNotTheOneOfTheLastStart() throws Exception {
    assertThat(store("job").createdAnew()).isEmpty();
    store("job").claim();
    assertThat(store("other job").createdAnew()).isEmpty();
    venue.recreate(List.of(Topic.ORDERS));
    assertThat(store("job").createdAnew()).containsExactly(venue.kafka().topic(Topic.ORDERS));
    assertThat(elsewhere(List.of()).createdAnew()).isEmpty();
    venue.recreate(List.of(Topic.LOG_OWNER));
    store("job").claim();
    assertThat(store("job").createdAnew()).isEmpty();
  }

  @Test
  void whoPublishesToTheSameTopicShutsOutWhateverItsPrefix() throws Exception {
    KafkaLogStore store = store("job");
    KafkaLogStore other = elsewhere(List.of(Topic.VALIDATED_ORDERS.base()));
    long generation = store.claim();
    try (KafkaLedger ledger = ledger(store)) {
      ledger.open(generation);
      commit(ledger, group(1));
      long newer = other.claim();
      other.fence();
      assertThatThrownBy(() -> commit(ledger, group(2)))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
      assertThat(store.owners()).extracting(Owner::generation).containsExactly(generation, newer);
    }
    try (KafkaLedger late = ledger(store)) {
      assertThatThrownBy(() -> late.open(generation)).hasMessageContaining("a newer start");
    }
    assertThat(log()).hasSize(50);
  }
}
