package io.streambook.job;

import io.streambook.contract.KafkaSettings;
import io.streambook.core.DatabaseSettings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All settings of the job: a picocli mixin, from which {@code --help} is printed. */
public final class JobSettings {
  /** Fixed for ever: state is cut into this many key groups. */
  static final int MAX_PARALLELISM = 128;

  @Mixin private KafkaSettings kafka = new KafkaSettings();

  @Mixin private DatabaseSettings database = new DatabaseSettings();

  @Option(
      names = "--services",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "risk,matching,core",
      description =
          "Which parts of the venue this job runs: risk, matching, core (default:"
              + " ${DEFAULT-VALUE}). Parts in other jobs are reached through the topics.")
  private Set<Service> services = EnumSet.allOf(Service.class);

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Subtasks per operator, 1 to " + MAX_PARALLELISM + " (default: what the cluster says).")
  private int parallelism;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = TimeConverter.class,
      description =
          "How often the state is saved, such as 1s or 1min (default: ${DEFAULT-VALUE})."
              + " Results do not wait for it; a restart reads the log from there on.")
  private Duration checkpointInterval = Duration.ofSeconds(10);

  @Option(
      names = "--transactional-id-prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "Names this job's Kafka transactions. Never the same for two running jobs, never the"
              + " beginning of another's, and never changed between runs from one state (default:"
              + " made from the topic prefix and the services).")
  private String transactionalIdPrefix = "";

  @Option(
      names = "--from-savepoint-only",
      description =
          "Go back to the savepoint that the job is submitted with, and ignore what was published"
              + " after it. Asks for fresh topics: another --topic-prefix, and --input-prefix for"
              + " where the inputs are. Stops having an effect with the first checkpoint.")
  private boolean fromSavepointOnly;

  @Option(
      names = "--job-name",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Name in Flink's web UI (default: made from the services).")
  private String jobName = "";

  /** For picocli. */
  public JobSettings() {}

  /** Defaults, but for where to run what. */
  public JobSettings(KafkaSettings kafka, DatabaseSettings database, Set<Service> services) {
    this.kafka = kafka;
    this.database = database;
    this.services = EnumSet.copyOf(services);
  }

  /** The same with another parallelism; 0 is what the environment says. */
  public JobSettings withParallelism(int newParallelism) {
    JobSettings settings = new JobSettings(kafka, database, services);
    settings.checkpointInterval = checkpointInterval;
    settings.transactionalIdPrefix = transactionalIdPrefix;
    settings.jobName = jobName;
    settings.fromSavepointOnly = fromSavepointOnly;
    settings.parallelism = newParallelism;
    return settings;
  }

  public KafkaSettings kafka() {
    return kafka;
  }

  public DatabaseSettings database() {
    return database;
  }

  public boolean runs(Service service) {
    return services.contains(service);
  }

  /** 0 is what the environment says. */
  public int parallelism() {
    return parallelism;
  }

  public Duration checkpointInterval() {
    return checkpointInterval;
  }

  /** Whether what was published after the savepoint is ignored. */
  public boolean fromSavepointOnly() {
    return fromSavepointOnly;
  }

  /** Ends with a dot behind the services, so that no default is the beginning of another. */
  public String transactionalIdPrefix() {
    return transactionalIdPrefix.isEmpty()
        ? kafka.topicPrefix() + "streambook." + serviceNames("-") + "."
        : transactionalIdPrefix;
  }

  /** Consumer group: only to show how far the job has read. */
  public String groupId() {
    return kafka.topicPrefix() + "streambook." + serviceNames("-");
  }

  public String jobName() {
    return jobName.isEmpty() ? "Streambook " + serviceNames(", ") : jobName;
  }

  private String serviceNames(String separator) {
    return EnumSet.copyOf(services).stream()
        .map(service -> service.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(separator));
  }

  /** Flink's own notation: 200ms, 1s, 5min. */
  static final class TimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      return TimeUtils.parseDuration(value);
    }
  }
}
