package io.streambook.job;

import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import io.streambook.venue.AccountStage;
import io.streambook.venue.MatchingStage;
import io.streambook.venue.SymbolStage;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How the parts are wired. Parts that stand in one job pass the log in memory, and publish it all
 * the same. An operator's uid names its state in savepoints: none is ever renamed.
 */
final class Topology {
  /** Symbols or firms per subtask whose state stays on the heap. */
  private static final int HOT_KEYS = 4096;

  private final StreamExecutionEnvironment environment;
  private final JobSettings settings;
  private final KafkaSettings kafka;
  private final Map<Topic, Integer> partitions;

  /** Dead letters and accounts; null before the first. */
  private DataStream<Object> side;

  /** What the guard tells; to every subtask. */
  private DataStream<Object> guard;

  /**
   * @param partitions of each topic
   */
  Topology(
      StreamExecutionEnvironment environment,
      JobSettings settings,
      Map<Topic, Integer> partitions) {
    this.environment = environment;
    this.settings = settings;
    this.kafka = settings.kafka();
    this.partitions = partitions;
  }

  void build() {
    guard = guard();
    boolean matches = settings.runs(Service.MATCHING);
    if (settings.runs(Service.RISK)) {
      matching(judged(), matches);
    } else if (matches) {
      matching(source(Topic.VALIDATED_ORDERS, "log", StartOffsets.ALL_OR_FAIL), true);
    }
    if (settings.runs(Service.CORE)) {
      Projection.build(
          source(Topic.EXECUTIONS, "core-executions", StartOffsets.ALL_OR_FAIL),
          source(Topic.TRADES, "core-trades", StartOffsets.ALL_OR_FAIL),
          settings.database());
    }
    side.connect(guard)
        .transform(
            "side",
            Messages.TYPE,
            new SideOperator(ledgers((prefix, subtask) -> KafkaLogStore.sideId(prefix))))
        .uid("side")
        .setParallelism(1);
  }

  private DataStream<Object> guard() {
    LogGuardOperator operator =
        new LogGuardOperator(kafka, settings.transactionalIdPrefix(), settings.jobName(), tail());
    return source(Topic.LOG_OWNER, "log-owner", StartOffsets.ALL)
        .transform("log-guard", Messages.TYPE, operator)
        .uid("log-guard")
        .setParallelism(1)
        .broadcast();
  }

  /** Topics that tell what this job has published. */
  private List<Topic> tail() {
    if (settings.runs(Service.RISK)) {
      return List.of(Topic.VALIDATED_ORDERS, Topic.DEAD_LETTERS);
    }
    return settings.runs(Service.MATCHING)
        ? List.of(Topic.EXECUTIONS, Topic.DEAD_LETTERS)
        : List.of(Topic.DEAD_LETTERS);
  }

  /** Orders with the verdict of both risk stages, and the commands of the venue itself. */
  private DataStream<Object> judged() {
    DataStream<Object> perSymbol =
        source(Topic.ORDERS, "orders", StartOffsets.ALL_OR_FAIL)
            .union(
                source(Topic.QUOTES, "quotes", StartOffsets.RECENT),
                source(Topic.INSTRUMENTS, "instruments", StartOffsets.ALL),
                source(Topic.MARKET_STATE, "market-state", StartOffsets.ALL));
    SingleOutputStreamOperator<Object> symbolControls =
        stage(
            "symbol-controls",
            perSymbol,
            SymbolStage::key,
            new SymbolControlsOperator(held(Topic.INSTRUMENTS, Instrument.class), HOT_KEYS));
    DataStream<Object> perFirm =
        symbolControls.union(
            source(Topic.RISK_LIMITS, "risk-limits", StartOffsets.ALL),
            source(Topic.EXECUTIONS, "feedback", StartOffsets.ALL_OR_FAIL));
    SingleOutputStreamOperator<Object> accountControls =
        stage(
            "account-controls",
            perFirm,
            AccountStage::key,
            new AccountControlsOperator(held(Topic.RISK_LIMITS, RiskLimits.class), HOT_KEYS));
    publish(accountControls.getSideOutput(AccountControlsOperator.ACCOUNTS));
    return accountControls.union(
        symbolControls.getSideOutput(SymbolControlsOperator.PHASE_CHANGES));
  }

  /** One uid for all it can be, since its state is the same: the sequencer's and the book's. */
  private void matching(DataStream<Object> input, boolean matches) {
    Ledgers ledgers = ledgers(KafkaLogStore::matchingId);
    stage(
        "matching",
        input,
        MatchingStage::key,
        new MatchingOperator(ledgers, matches, MatchingOperator.HOT_SYMBOLS));
  }

  private SingleOutputStreamOperator<Object> stage(
      String uid,
      DataStream<Object> input,
      KeySelector<Object, String> key,
      TwoInputStreamOperator<Object, Object, Object> operator) {
    return input
        .keyBy(key, Types.STRING)
        .connect(guard)
        .transform(uid, Messages.TYPE, operator)
        .uid(uid);
  }

  /** The values of a topic; its dead letters are published. */
  private DataStream<Object> source(Topic topic, String name, StartOffsets start) {
    KafkaSource<Object> source =
        KafkaSource.<Object>builder()
            .setBootstrapServers(kafka.brokers())
            .setTopics(kafka.topic(topic))
            .setGroupId(settings.groupId() + "." + name)
            .setClientIdPrefix(settings.groupId() + "." + name)
            .setStartingOffsets(start)
            .setDeserializer(new DecodedRecords(topic, kafka, partitions.get(topic)))
            .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
            .build();
    SingleOutputStreamOperator<Object> read =
        environment
            .fromSource(source, WatermarkStrategy.noWatermarks(), name, Messages.TYPE)
            .uid(name);
    SingleOutputStreamOperator<Object> values =
        read.process(new DeadLetterSplit())
            .uid(name + "-dead-letters")
            .name(name + "-dead-letters")
            .returns(Messages.TYPE);
    if (topic == Topic.LOG_OWNER) {
      read.setParallelism(1);
      values.setParallelism(1);
    }
    publish(values.getSideOutput(DeadLetterSplit.DEAD_LETTERS));
    return values;
  }

  private Ledgers ledgers(Ids ids) {
    KafkaSettings to = kafka;
    String prefix = settings.transactionalIdPrefix();
    return subtask ->
        new KafkaLedger(
            to, ids.of(prefix, subtask), new KafkaLogStore(to, prefix, "", "", List.of()));
  }

  /** Transactional ids of the ledgers of one operator. */
  private interface Ids extends Serializable {
    String of(String prefix, int subtask);
  }

  private <T> Bootstrap<T> held(Topic topic, Class<T> type) {
    return new CompactedTopic<>(topic, type, kafka, partitions.get(topic));
  }

  private void publish(DataStream<Object> stream) {
    side = side == null ? stream : side.union(stream);
  }
}
