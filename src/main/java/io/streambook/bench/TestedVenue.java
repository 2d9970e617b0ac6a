package io.streambook.bench;

import io.streambook.audit.Audit;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.SchemaRegistration;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicCreation;
import io.streambook.job.JobSettings;
import io.streambook.job.StreambookJob;
import io.streambook.marketdata.Feed;
import io.streambook.marketdata.ReferenceData;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** A venue with topics of its own, quotes that run, and all its symbols and accounts set. */
final class TestedVenue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TestedVenue.class);
  private static final List<String> QUOTING = List.of("XBEN");
  private static final Duration AUDIT_PATIENCE = Duration.ofSeconds(30);

  private final BenchStack stack;
  private final BenchSettings settings;
  private final KafkaSettings kafka;
  private final Registry registry;
  private final Feed quotes;
  private final CompletableFuture<Void> quoting;

  /**
   * @param prefix of its topics: each venue of a run has another
   */
  TestedVenue(BenchStack stack, BenchSettings settings, BenchMarket market, String prefix) {
    this.stack = stack;
    this.settings = settings;
    this.kafka = stack.topics(prefix);
    this.registry = kafka.openRegistry();
    SchemaRegistration.register(registry, prefix, LOG::info);
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      new TopicCreation(admin, prefix).create(settings.partitions(), Optional.empty(), LOG::info);
    }
    ReferenceData.read(kafka, registry)
        .addMissing(market.instruments(), market.limits(), Duration.ZERO, LOG::info);
    // Each symbol once a second.
    quotes =
        Feed.quotes(
            kafka,
            registry,
            market.instruments(),
            QUOTING,
            settings.seed(),
            settings.symbols(),
            null);
    quoting =
        CompletableFuture.runAsync(
            () -> quotes.run(LOG::info), task -> new Thread(task, "bench-quotes").start());
  }

  KafkaSettings kafka() {
    return kafka;
  }

  Registry registry() {
    return registry;
  }

  String topic(Topic topic) {
    return kafka.topic(topic);
  }

  OrderSender sender(int lingerMillis) {
    return new OrderSender(kafka, registry, lingerMillis);
  }

  Answers answers() {
    return new Answers(kafka, registry);
  }

  /** Starts the venue's job from nothing. */
  BenchJob start(String... options) throws Exception {
    return submit(stack.flink().environment(), options);
  }

  /** Starts the venue's job from a savepoint. */
  BenchJob restore(String savepoint, String... options) throws Exception {
    StreamExecutionEnvironment environment = stack.flink().environment();
    Configuration config = new Configuration();
    config.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    environment.configure(config);
    return submit(environment, options);
  }

  private BenchJob submit(StreamExecutionEnvironment environment, String... options)
      throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                "--brokers=" + kafka.brokers(),
                "--registry=" + kafka.registryUrl(),
                "--topic-prefix=" + kafka.topicPrefix(),
                "--services=risk,matching",
                "--parallelism=" + settings.parallelism()));
    line.addAll(List.of(options));
    JobSettings job = new JobSettings();
    // As its own command line would set them.
    new CommandLine(job)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(line.toArray(String[]::new));
    return new BenchJob(StreambookJob.submit(environment, job), stack.flink().url());
  }

  /** Whether the venue kept its rules; prints what it found. */
  boolean audit(PrintWriter out) throws SQLException {
    return new Audit(kafka, null, false, AUDIT_PATIENCE).run(out);
  }

  @Override
  public void close() {
    quotes.stop();
    try (quotes) {
      quoting.join();
    }
  }
}
