package io.streambook.job;

import io.streambook.contract.DeadLetter;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The topics that a job reads, as streams of values and one stream of dead letters. */
final class Sources {
  /** How long a message waits for more at an exchange, in ms: a thread wakes that often for it. */
  static final long ORDERS_WAIT = 1;

  static final long OTHERS_WAIT = 5;

  /** What the broker collects of those before it answers, else it does for each record. */
  private static final String FETCHED_BYTES = "65536";

  /** For so many ms. */
  private static final String FETCH_WAIT = "20";

  /** For what is rare: sent at once, and no thread wakes for it. */
  private static final long NO_WAIT = 0;

  /** Of executions, for risk. */
  static final String FEEDBACK = "feedback";

  private final StreamExecutionEnvironment environment;
  private final JobSettings settings;
  private final KafkaSettings kafka;
  private final Map<Topic, Integer> partitions;
  private DataStream<Object> deadLetters;

  /**
   * @param partitions of each topic
   */
  Sources(
      StreamExecutionEnvironment environment,
      JobSettings settings,
      Map<Topic, Integer> partitions) {
    this.environment = environment;
    this.settings = settings;
    this.kafka = settings.kafka();
    this.partitions = partitions;
  }

  /** The values of a topic. */
  DataStream<Object> values(Topic topic, String name, StartOffsets start) {
    Properties client = new Properties();
    client.putAll(kafka.clientConfig());
    if (longestWait(topic) == OTHERS_WAIT) {
      client.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCHED_BYTES);
      client.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT);
    }
    KafkaSource<Object> source =
        KafkaSource.<Object>builder()
            .setTopics(kafka.topic(topic))
            .setGroupId(settings.groupId() + "." + name)
            .setClientIdPrefix(settings.groupId() + "." + name)
            .setStartingOffsets(start)
            .setDeserializer(new DecodedRecords(topic, kafka, partitions.get(topic)))
            .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
            .setProperties(client)
            .build();
    SingleOutputStreamOperator<Object> read =
        environment
            .fromSource(source, WatermarkStrategy.noWatermarks(), name, Messages.TYPE)
            .uid(uid(topic, name));
    SingleOutputStreamOperator<Object> letters =
        part(read, name + "-dead-letters", message -> message instanceof DeadLetter)
            .setBufferTimeout(NO_WAIT);
    SingleOutputStreamOperator<Object> values =
        part(read, name + "-values", message -> !(message instanceof DeadLetter))
            .setBufferTimeout(longestWait(topic));
    if (topic == Topic.LOG_OWNER) {
      read.setParallelism(1);
      letters.setParallelism(1);
      values.setParallelism(1);
    }
    add(letters);
    return values;
  }

  private static SingleOutputStreamOperator<Object> part(
      DataStream<Object> all, String uid, FilterFunction<Object> which) {
    return all.filter(which).uid(uid).name(uid);
  }

  private static long longestWait(Topic topic) {
    return switch (topic) {
      case ORDERS, VALIDATED_ORDERS -> ORDERS_WAIT;
      case QUOTES, EXECUTIONS, TRADES, MARKET_STATE -> OTHERS_WAIT;
      default -> NO_WAIT;
    };
  }

  /**
   * The state of a source is offsets of its topic: it is of no use for the same topic under another
   * prefix, which only what the venue writes can get.
   */
  private String uid(Topic topic, String name) {
    return topic.isInput() || kafka.topicPrefix().equals(kafka.inputPrefix())
        ? name
        : name + '@' + kafka.topicPrefix();
  }

  /** Whether this is the uid of the source that tells risk of executions, under any prefix. */
  static boolean isFeedback(String uid) {
    return uid.equals(FEEDBACK) || uid.startsWith(FEEDBACK + '@');
  }

  private void add(DataStream<Object> letters) {
    deadLetters = deadLetters == null ? letters : deadLetters.union(letters);
  }

  /** What could not be decoded, of all topics asked for so far. */
  DataStream<Object> deadLetters() {
    return deadLetters;
  }
}
