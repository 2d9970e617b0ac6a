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
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;

/**
 * How the parts are wired. Parts that stand in one job pass the log in memory, and publish it all
 * the same. An operator's uid names its state in savepoints: none is ever renamed.
 */
final class Topology {
  /** Symbols or firms per subtask whose state stays on the heap. */
  private static final int HOT_KEYS = 4096;

  private final Sources sources;
  private final JobSettings settings;
  private final KafkaSettings kafka;
  private final Map<Topic, Integer> partitions;

  /** Null unless the job goes back to a savepoint. */
  private final UnheardExecutions unheard;

  /** Snapshots of them, and what happens to their limits; null in a job without risk. */
  private DataStream<Object> accounts;

  /** What the guard tells; to every subtask. */
  private DataStream<Object> guard;

  /**
   * @param partitions of each topic
   * @param unheard null unless the job goes back to a savepoint
   */
  Topology(
      StreamExecutionEnvironment environment,
      JobSettings settings,
      Map<Topic, Integer> partitions,
      UnheardExecutions unheard) {
    this.sources = new Sources(environment, settings, partitions);
    this.settings = settings;
    this.kafka = settings.kafka();
    this.partitions = partitions;
    this.unheard = unheard;
  }

  void build() {
    guard = guard();
    boolean matches = settings.runs(Service.MATCHING);
    if (settings.runs(Service.RISK)) {
      matching(judged(), matches);
    } else if (matches) {
      matching(sources.values(Topic.VALIDATED_ORDERS, "log", StartOffsets.WHOLE), true);
    }
    if (settings.runs(Service.CORE)) {
      Projection.build(
          sources.values(Topic.EXECUTIONS, "core-executions", StartOffsets.ALL_OR_FAIL),
          sources.values(Topic.TRADES, "core-trades", StartOffsets.ALL_OR_FAIL),
          settings.database());
    }
    DataStream<Object> letters = sources.deadLetters();
    (accounts == null ? letters : letters.union(accounts))
        .connect(guard)
        .transform(
            "side",
            Messages.TYPE,
            new SideOperator(
                ledgers((prefix, subtask) -> KafkaLogStore.sideId(prefix)),
                kafka.topic(Topic.DEAD_LETTERS)))
        .uid("side")
        .setParallelism(1);
  }

  private DataStream<Object> guard() {
    KafkaSettings from = kafka;
    Publisher publisher = Publisher.of(settings);
    String name = settings.jobName();
    List<Topic> tail = tail();
    List<Topic> kept = kept();
    LogGuardOperator operator =
        new LogGuardOperator(
            publisher, job -> new KafkaLogStore(from, publisher, job, name, tail, kept), unheard);
    return sources
        .values(Topic.LOG_OWNER, "log-owner", StartOffsets.ALL)
        .transform("log-guard", Messages.TYPE, operator)
        .uid("log-guard")
        .setParallelism(1)
        .setBufferTimeout(Sources.OTHERS_WAIT)
        .broadcast();
  }

  /** Topics that tell what this job has published. */
  private List<Topic> tail() {
    if (settings.runs(Service.RISK)) {
      return List.of(Topic.VALIDATED_ORDERS, Topic.DEAD_LETTERS, Topic.RISK_EVENTS);
    }
    return settings.runs(Service.MATCHING)
        ? List.of(Topic.EXECUTIONS, Topic.DEAD_LETTERS)
        : List.of(Topic.DEAD_LETTERS);
  }

  /** Topics of whose records this job's state, or its log, knows the offsets. */
  private List<Topic> kept() {
    if (settings.runs(Service.RISK)) {
      return List.of(Topic.ORDERS, Topic.INSTRUMENTS, Topic.RISK_LIMITS);
    }
    return settings.runs(Service.MATCHING) ? List.of(Topic.VALIDATED_ORDERS) : List.of();
  }

  /** Orders with the verdict of both risk stages, and the commands of the venue itself. */
  private DataStream<Object> judged() {
    DataStream<Object> perSymbol =
        sources
            .values(Topic.ORDERS, "orders", StartOffsets.ALL_OR_FAIL)
            .union(
                sources.values(Topic.QUOTES, "quotes", StartOffsets.RECENT),
                sources.values(Topic.INSTRUMENTS, "instruments", StartOffsets.ALL),
                sources.values(Topic.MARKET_STATE, "market-state", StartOffsets.ALL));
    SingleOutputStreamOperator<Object> symbolControls =
        stage(
            "symbol-controls",
            perSymbol,
            SymbolStage::key,
            new SymbolControlsOperator(held(Topic.INSTRUMENTS, Instrument.class), HOT_KEYS));
    DataStream<Object> perFirm =
        symbolControls.union(
            sources.values(Topic.RISK_LIMITS, "risk-limits", StartOffsets.ALL),
            sources.values(Topic.EXECUTIONS, Sources.FEEDBACK, StartOffsets.WHOLE));
    SingleOutputStreamOperator<Object> accountControls =
        stage(
            "account-controls",
            perFirm,
            AccountStage::key,
            new AccountControlsOperator(held(Topic.RISK_LIMITS, RiskLimits.class), HOT_KEYS));
    accounts = accountControls.getSideOutput(AccountControlsOperator.ACCOUNTS);
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
        new MatchingOperator(
            ledgers,
            matches,
            MatchingOperator.HOT_SYMBOLS,
            unheard != null,
            settings.runs(Service.RISK) ? null : kafka.topic(Topic.EXECUTIONS)));
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

  private Ledgers ledgers(Ids ids) {
    KafkaSettings to = kafka;
    Publisher publisher = Publisher.of(settings);
    return subtask ->
        new KafkaLedger(
            to,
            ids.of(publisher.prefix(), subtask),
            new KafkaLogStore(to, publisher, "", "", List.of(), List.of()));
  }

  /** Transactional ids of the ledgers of one operator. */
  private interface Ids extends Serializable {
    String of(String prefix, int subtask);
  }

  private <T> Bootstrap<T> held(Topic topic, Class<T> type) {
    return new CompactedTopic<>(topic, type, kafka, partitions.get(topic));
  }
}
