package io.streambook.job;

import io.streambook.contract.SettingsFiles;
import io.streambook.contract.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The venue as a Flink job: {@code flink run streambook-job.jar --services risk,matching}. */
@Command(
    name = "flink run streambook-job.jar",
    description = "Submits the venue, or the parts of it that --services names.",
    mixinStandardHelpOptions = true,
    version = "Streambook 0.1.0")
public final class StreambookJob {
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);

  @Mixin private JobSettings settings;

  /** The command line is wrong, or something that the job needs is missing. */
  public static final class Refused extends RuntimeException {
    Refused(String message) {
      super(message);
    }
  }

  /**
   * Never exits the process: Flink's web UI runs it inside the JobManager.
   *
   * @throws Refused when the job can't be submitted; the message is one line per problem
   */
  public static void main(String[] arguments) throws Exception {
    StreambookJob job = new StreambookJob();
    CommandLine line = new CommandLine(job);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    try {
      SettingsFiles.install(line, arguments, System.getenv());
      // Not execute(): it would print what goes wrong, and return.
      if (CommandLine.printHelpIfRequested(line.parseArgs(arguments))) {
        return;
      }
    } catch (CommandLine.ParameterException e) {
      throw new Refused(e.getMessage());
    }
    submit(StreamExecutionEnvironment.getExecutionEnvironment(), job.settings);
  }

  /**
   * Checks what the job needs and submits it to the environment's cluster; returns when it is
   * accepted there.
   *
   * @throws Refused when something is missing
   */
  public static JobClient submit(StreamExecutionEnvironment environment, JobSettings settings)
      throws Exception {
    if (environment.getConfiguration().get(CheckpointingOptions.ENABLE_UNALIGNED)) {
      throw new Refused(
          "Unaligned checkpoints keep orders in flight, which recovery from the log can't know:"
              + " unset execution.checkpointing.unaligned.enabled");
    }
    Preflight.Result preflight = Preflight.check(settings);
    if (!preflight.problems().isEmpty()) {
      throw new Refused(String.join("\n", preflight.problems()));
    }
    UnheardExecutions unheard = null;
    if (settings.fromSavepointOnly()) {
      unheard = UnheardExecutions.of(settings.kafka(), savepoint(environment));
      // Of the sources of the topics that are left behind.
      environment.configure(
          new Configuration().set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true));
    }
    build(environment, settings, preflight.partitions(), unheard);
    return environment.executeAsync(settings.jobName());
  }

  private static String savepoint(StreamExecutionEnvironment environment) {
    String savepoint = environment.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_PATH);
    if (savepoint == null) {
      throw new Refused(
          "--from-savepoint-only needs a savepoint: submit the job with flink run -s SAVEPOINT");
    }
    return savepoint;
  }

  /**
   * Wires the job.
   *
   * @param unheard null unless the job goes back to a savepoint
   */
  static void build(
      StreamExecutionEnvironment environment,
      JobSettings settings,
      Map<Topic, Integer> partitions,
      UnheardExecutions unheard) {
    environment.configure(configuration(settings));
    if (settings.parallelism() > 0) {
      environment.setParallelism(settings.parallelism());
    }
    new Topology(environment, settings, partitions, unheard).build();
  }

  /** What the venue's correctness needs, whatever the cluster's configuration says. */
  static Configuration configuration(JobSettings settings) {
    Configuration config = new Configuration();
    config.set(PipelineOptions.MAX_PARALLELISM, JobSettings.MAX_PARALLELISM);
    config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    config.set(PipelineOptions.GENERIC_TYPES, false);
    config.set(PipelineOptions.OBJECT_REUSE, true);
    config.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(Sources.ORDERS_WAIT));
    config.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    config.set(RocksDBOptions.OPTIONS_FACTORY, SmallWriteBuffers.class.getName());
    config.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    config.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
    // Records in flight would be in no topic and in no state that the venue's rules know.
    config.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    // A registry that is away holds up a source, and with it every checkpoint, for as long.
    config.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    config.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // For ever: a broker or a database that is away comes back.
    config.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    config.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(200));
    config.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, LONGEST_BACKOFF);
    // A job that ran for that long fails for a new reason: it need not wait for the old one.
    config.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        LONGEST_BACKOFF);
    return config;
  }
}
