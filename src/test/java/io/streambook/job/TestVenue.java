package io.streambook.job;

import static org.awaitility.Awaitility.await;

import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.book.Phase;
import io.streambook.book.Trade;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.AvroEncoder;
import io.streambook.contract.Decoded;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.SchemaRegistration;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicCreation;
import io.streambook.contract.TopicReader;
import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import io.streambook.local.Stack;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics, schemas and tables of one venue, apart from all others on the shared stack. */
final class TestVenue implements AutoCloseable {
  static final int PARTITIONS = 4;
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaSettings kafka;
  private final DatabaseSettings database;
  private final Registry registry;
  private final AvroEncoder encoder;
  private final KafkaProducer<byte[], byte[]> producer;

  TestVenue(Stack stack) {
    this(stack, stack.newPrefix());
  }

  TestVenue(Stack stack, String prefix) {
    this(
        new KafkaSettings(stack.brokers(), stack.registry().url().toString(), prefix),
        new DatabaseSettings(
            stack.newDatabase(), stack.postgres().user(), stack.postgres().password()));
  }

  /** One whose parts are not all the shared ones. */
  TestVenue(KafkaSettings kafka, DatabaseSettings database) {
    this.kafka = kafka;
    this.database = database;
    registry = new Registry(kafka.registryUrl());
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      new TopicCreation(admin, kafka::prefix).create(PARTITIONS, Optional.empty(), line -> {});
    }
    SchemaRegistration.register(registry, kafka::prefix, line -> {});
    new Database(database).migrate();
    encoder = new AvroEncoder(registry, kafka.inputPrefix());
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.brokers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  KafkaSettings kafka() {
    return kafka;
  }

  Registry registry() {
    return registry;
  }

  DatabaseSettings database() {
    return database;
  }

  JobSettings settings(Service first, Service... more) {
    return new JobSettings(kafka, database, EnumSet.of(first, more));
  }

  JobSettings all(int parallelism) {
    return settings(Service.RISK, Service.MATCHING, Service.CORE).withParallelism(parallelism);
  }

  static JobClient start(StreamExecutionEnvironment environment, JobSettings settings)
      throws Exception {
    return StreambookJob.submit(environment, settings);
  }

  static JobClient restore(
      StreamExecutionEnvironment environment, JobSettings settings, String savepoint)
      throws Exception {
    Configuration config = new Configuration();
    config.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    // The sink of version 1 is gone, with its state.
    config.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    environment.configure(config);
    return StreambookJob.submit(environment, settings);
  }

  /** Stops a job and gives its savepoint. */
  static String stop(JobClient job, String folder) throws Exception {
    return job.stopWithSavepoint(false, folder, SavepointFormatType.CANONICAL).get();
  }

  /** Cancels a job; when this returns it writes nothing more. */
  static void end(JobClient job) throws Exception {
    job.cancel().get();
    until(() -> job.getJobStatus().get().isGloballyTerminalState());
  }

  /** Stops a job as soon as all of it runs. */
  static String stopWhenRunning(JobClient job, String folder) {
    AtomicReference<String> savepoint = new AtomicReference<>();
    until(
        () -> {
          try {
            savepoint.set(stop(job, folder));
            return true;
          } catch (ExecutionException notYet) {
            return false;
          }
        });
    return savepoint.get();
  }

  /** Has the sender learn the schema of a value, without sending it. */
  void prepare(Object value) {
    encoder.encode(value);
  }

  /** Returns when Kafka has all of them. */
  void send(List<?> values) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Object value : values) {
      sent.add(producer.send(encoder.record(value)));
    }
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
  }

  void send(Object value) throws Exception {
    send(List.of(value));
  }

  /** The record of a value as it would be sent. */
  ProducerRecord<byte[], byte[]> record(Object value) {
    return encoder.record(value);
  }

  /** Returns when Kafka has it, where. */
  RecordMetadata sendRecord(ProducerRecord<byte[], byte[]> record) throws Exception {
    return producer.send(record).get();
  }

  void sendBytes(Topic topic, byte[] key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(kafka.topic(topic), key, value)).get();
  }

  /** All committed values of a topic, per partition in order. */
  <T> List<T> read(Topic topic, Class<T> type) {
    AvroDecoder<?> decoder = DecodedRecords.decoder(topic, registry, PARTITIONS);
    List<T> values = new ArrayList<>();
    TopicReader.readToEnd(
        kafka.clientConfig(),
        kafka.topic(topic),
        record -> values.add(type.cast(((Decoded.Value<?>) decoder.decode(record)).value())));
    return values;
  }

  int count(Topic topic) {
    int[] count = {0};
    TopicReader.readToEnd(kafka.clientConfig(), kafka.topic(topic), record -> count[0]++);
    return count[0];
  }

  /** Waits until the log holds this many orders. */
  void awaitOrders(int count) {
    until(
        () ->
            read(Topic.VALIDATED_ORDERS, LogEntry.class).stream()
                    .filter(LogEntry.Order.class::isInstance)
                    .count()
                >= count);
  }

  /** Waits until this many orders are answered: matching alone may come long after the log. */
  void awaitAnswers(int count) {
    until(
        () ->
            read(Topic.EXECUTIONS, Execution.class).stream()
                    .filter(execution -> execution.offset() >= 0)
                    .count()
                >= count);
  }

  static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
  }

  /** Waits until every execution and trade of the topics is a row. */
  void awaitTables() {
    until(() -> count(Topic.EXECUTIONS) == rows("1", "executions").size());
    until(() -> count(Topic.TRADES) == rows("1", "trades").size());
  }

  /** Waits until nothing was published for two seconds. */
  void awaitQuiet() {
    AtomicReference<List<Integer>> last = new AtomicReference<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .during(Duration.ofSeconds(2))
        .until(
            () -> {
              List<Integer> now = Stream.of(Topic.values()).map(this::count).toList();
              return now.equals(last.getAndSet(now));
            });
  }

  /** Makes topics empty, as if they had been deleted by mistake and created again. */
  void recreate(List<Topic> topics) throws Exception {
    List<String> names = topics.stream().map(kafka::topic).toList();
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      admin.deleteTopics(names).all().get();
      until(() -> Collections.disjoint(admin.listTopics().names().get(), names));
      new TopicCreation(admin, kafka::prefix).create(PARTITIONS, Optional.empty(), line -> {});
    }
  }

  /** As retention does; one more record goes with them, so that it takes what nobody has read. */
  void deleteAllRecords(Topic topic) throws Exception {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        producer.send(new ProducerRecord<>(kafka.topic(topic), partition, null, new byte[0])).get();
        all.put(
            new TopicPartition(kafka.topic(topic), partition), RecordsToDelete.beforeOffset(-1));
      }
      admin.deleteRecords(all).all().get();
    }
  }

  /** Deletes the topics, and returns when they are gone. */
  void deleteTopics() throws Exception {
    Set<String> names =
        Stream.of(Topic.values()).map(kafka::topic).collect(Collectors.toUnmodifiableSet());
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      admin.deleteTopics(names).all().get();
      until(() -> Collections.disjoint(admin.listTopics().names().get(), names));
    }
  }

  /**
   * Log, executions and trades, sorted, without the times and without what comes from them: all
   * that must not depend on where and when it ran.
   */
  List<String> outcome() {
    List<String> all = new ArrayList<>();
    read(Topic.VALIDATED_ORDERS, LogEntry.class)
        .forEach(e -> all.add("log %s %d %d".formatted(e.symbol(), e.sequence(), e.offset())));
    read(Topic.EXECUTIONS, Execution.class)
        .forEach(
            e ->
                all.add(
                    "execution %s %d %s %s %s %s %d %d %d %d %s"
                        .formatted(
                            e.execId(),
                            e.venueOrderId(),
                            e.orderId(),
                            e.requestId(),
                            e.execType(),
                            e.ordStatus(),
                            e.lastQty(),
                            e.lastPx(),
                            e.cumQty(),
                            e.leavesQty(),
                            e.reason())));
    read(Topic.TRADES, Trade.class)
        .forEach(
            t ->
                all.add(
                    "trade %s %s %s %d %d"
                        .formatted(
                            t.tradeId(), t.buyOrderId(), t.sellOrderId(), t.qty(), t.price())));
    all.sort(null);
    return all;
  }

  /** Each row as its columns with | between them. */
  List<String> rows(String columns, String table) throws SQLException {
    try (Connection connection = new Database(database).connect();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select concat_ws('|', %s) from %s order by 1".formatted(columns, table))) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    }
  }

  /** Trades from 1 to 1,000,000 at ticks of 0.01, without need of a quote. */
  static Instrument instrument(String symbol) {
    return new Instrument(
        symbol,
        -1,
        -1,
        false,
        Decimal8.parse("0.01"),
        Decimal8.ONE,
        Decimal8.ONE,
        Decimal8.parse("100000"),
        "USD",
        Phase.CONTINUOUS,
        20_000,
        false,
        5_000,
        Decimal8.ONE,
        Decimal8.parse("1000000"),
        Decimal8.parse("100"),
        1_000,
        nowMicros(),
        "test");
  }

  /** So wide that no order meets them. */
  static RiskLimits limits(String account) {
    return limits(account, false);
  }

  static RiskLimits killed(String account) {
    return limits(account, true);
  }

  private static RiskLimits limits(String account, boolean killed) {
    long none = RiskLimits.NO_LIMIT;
    return new RiskLimits(
        account,
        -1,
        -1,
        false,
        none,
        none,
        none,
        none,
        none,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        killed,
        killed ? 1 : 0,
        "test",
        nowMicros());
  }

  static long nowMicros() {
    return System.currentTimeMillis() * 1000;
  }

  @Override
  public void close() {
    producer.close();
  }
}
