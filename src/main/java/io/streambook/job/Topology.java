package io.streambook.job;

import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import io.streambook.venue.AccountStage;
import io.streambook.venue.MatchingStage;
import io.streambook.venue.SymbolStage;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
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

  /** All that goes to the sink; null before the first. */
  private DataStream<Object> published;

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
    boolean matches = settings.runs(Service.MATCHING);
    if (settings.runs(Service.RISK)) {
      publish(matching(judged(), matches));
    } else if (matches) {
      publish(matching(source(Topic.VALIDATED_ORDERS, "log", StartOffsets.ALL_OR_FAIL), true));
    }
    if (settings.runs(Service.CORE)) {
      Projection.build(
          source(Topic.EXECUTIONS, "core-executions", StartOffsets.ALL_OR_FAIL),
          source(Topic.TRADES, "core-trades", StartOffsets.ALL_OR_FAIL),
          settings.database());
    }
    published
        .sinkTo(new VenueSink(kafka, settings.transactionalIdPrefix()))
        .uid("venue-sink")
        .name("venue-sink");
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
  private DataStream<Object> matching(DataStream<Object> input, boolean matches) {
    return stage("matching", input, MatchingStage::key, new MatchingOperator(matches, HOT_KEYS));
  }

  private SingleOutputStreamOperator<Object> stage(
      String uid,
      DataStream<Object> input,
      KeySelector<Object, String> key,
      OneInputStreamOperator<Object, Object> operator) {
    return input.keyBy(key, Types.STRING).transform(uid, Messages.TYPE, operator).uid(uid);
  }

  /** The values of a topic; its dead letters go to the sink. */
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
    SingleOutputStreamOperator<Object> values =
        environment
            .fromSource(source, WatermarkStrategy.noWatermarks(), name, Messages.TYPE)
            .uid(name)
            .process(new DeadLetterSplit())
            .uid(name + "-dead-letters")
            .name(name + "-dead-letters")
            .returns(Messages.TYPE);
    publish(values.getSideOutput(DeadLetterSplit.DEAD_LETTERS));
    return values;
  }

  private <T> Bootstrap<T> held(Topic topic, Class<T> type) {
    return new CompactedTopic<>(topic, type, kafka, partitions.get(topic));
  }

  private void publish(DataStream<Object> stream) {
    published = published == null ? stream : published.union(stream);
  }
}
