package io.streambook.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A real Flink cluster: a JobManager and TaskManagers in JVMs of their own, under {@code
 * flink-conf/config.yaml}, driven by Flink's own command line. Their class path is what a Flink
 * distribution has in {@code lib/} and nothing else, so a job runs only if its jar brings the rest.
 */
public final class ClusterJvms implements AutoCloseable {
  /** What {@code flink-dist} bundles, and the logging jars beside it. */
  private static final Pattern DISTRIBUTION =
      Pattern.compile(
          "(flink-(annotations|core|core-api|metrics-core|streaming-java|runtime|runtime-web|clients"
              + "|datastream|datastream-api|rpc-core|rpc-akka-loader|queryable-state-client-java"
              + "|hadoop-fs|file-sink-common|connector-base|connector-datagen|statebackend-rocksdb|shaded-[a-z0-9-]+)"
              + "|frocksdbjni|kryo|reflectasm|objenesis|minlog|javassist|RoaringBitmap|async-profiler"
              + "|snakeyaml-engine|jsr305|slf4j-api|log4j-[a-z0-9.-]+?"
              + "|commons-(cli|codec|collections|compress|io|lang3|math3|text))-[0-9][^/]*(?<!tests)\\.jar");

  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration COMMAND_TIMEOUT = Duration.ofMinutes(3);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Configuration conf;
  private final int restPort = Ports.free();
  private final int taskManagers;
  private final List<ChildProcess> processes = new ArrayList<>();

  /**
   * @param slots per task manager
   */
  public ClusterJvms(Path folder, int taskManagers, int slots) {
    this.folder = folder.toAbsolutePath();
    this.taskManagers = taskManagers;
    this.conf = configuration(slots);
  }

  public void start() throws IOException {
    Files.createDirectories(confFolder());
    Files.writeString(
        confFolder().resolve("config.yaml"),
        conf.toFileWritableMap().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
            .sorted()
            .collect(Collectors.joining()));
    Path plugin = Files.createDirectories(folder.resolve("plugins/metrics-prometheus"));
    Path reporter = jarNamed("flink-metrics-prometheus");
    Files.copy(reporter, plugin.resolve(reporter.getFileName()));
    startJobManager();
    for (int i = 1; i <= taskManagers; i++) {
      startTaskManager(i);
    }
    processes
        .get(0)
        .awaitReady(
            START_TIMEOUT, () -> get("/overview").contains("\"taskmanagers\":" + taskManagers));
  }

  /** Kills a task manager as a crash would and starts another in its place. */
  public void replaceTaskManager(int number) {
    processes.get(number).kill();
    ChildProcess killed = processes.remove(number);
    assert !killed.isAlive();
    startTaskManager(number);
  }

  /** Runs Flink's command line, such as {@code run -d job.jar}; gives what it printed. */
  public String flink(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ChildProcess.java());
    command.addAll(opens());
    command.add(logging("log4j-cli.properties"));
    command.addAll(List.of("-cp", distribution(), "org.apache.flink.client.cli.CliFrontend"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "flink-cli", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment());
    Process process = builder.start();
    boolean ended = process.waitFor(COMMAND_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    String printed = Files.readString(output);
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError("flink " + String.join(" ", arguments) + ":\n" + printed);
    }
    return printed;
  }

  /**
   * Runs a command of ours as a machine of the cluster can: Flink's jars and the job's, no more.
   */
  public String streambook(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ChildProcess.java());
    command.addAll(
        List.of(
            "-cp",
            Installation.jobJar() + File.pathSeparator + distribution(),
            "io.streambook.cli.Streambook"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("streambook " + String.join(" ", arguments) + ":\n" + printed);
    }
    return printed;
  }

  /** Answer of the REST API, empty while nobody answers. */
  public String get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException notYet) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    processes.forEach(ChildProcess::stop);
  }

  /** The jar as the build made it. */
  public static Path jobJar() {
    return Installation.jobJar();
  }

  private void startJobManager() {
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(conf);
    start(
        0,
        "jobmanager",
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        JobManagerProcessUtils.generateJvmParametersStr(memory, conf),
        JobManagerProcessUtils.generateDynamicConfigsStr(memory));
  }

  private void startTaskManager(int number) {
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(conf);
    start(
        number,
        "taskmanager-" + number,
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        ProcessMemoryUtils.generateJvmParametersStr(memory),
        TaskExecutorProcessUtils.generateDynamicConfigsStr(memory));
  }

  private void start(int index, String name, String main, String jvm, String dynamic) {
    List<String> arguments = new ArrayList<>(opens());
    arguments.addAll(words(jvm));
    arguments.add(logging("log4j-console.properties"));
    arguments.addAll(
        List.of(
            "-cp",
            distribution() + File.pathSeparator + watcher(),
            ChildProcess.MAIN,
            main,
            "--configDir",
            confFolder().toString()));
    arguments.addAll(words(dynamic));
    processes.add(
        index, ChildProcess.jvm(name, folder.resolve(name + ".log"), arguments, environment()));
  }

  private Configuration configuration(int slots) {
    Configuration changed =
        GlobalConfiguration.loadConfiguration(Installation.flinkConf().toString());
    changed.set(JobManagerOptions.ADDRESS, "127.0.0.1");
    changed.set(JobManagerOptions.PORT, Ports.free());
    changed.set(RestOptions.ADDRESS, "127.0.0.1");
    changed.set(RestOptions.PORT, restPort);
    changed.set(RestOptions.BIND_PORT, Integer.toString(restPort));
    changed.set(TaskManagerOptions.HOST, "127.0.0.1");
    changed.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    changed.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse("1600m"));
    changed.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse("256m"));
    changed.set(CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
    changed.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    changed.set(
        CheckpointingOptions.SAVEPOINT_DIRECTORY, folder.resolve("savepoints").toUri().toString());
    int metrics = Ports.free();
    changed.setString("metrics.reporter.prom.port", metrics + "-" + (metrics + 50));
    return changed;
  }

  private Map<String, String> environment() {
    return Map.of(
        "FLINK_CONF_DIR", confFolder().toString(),
        "FLINK_LIB_DIR", folder.toString(),
        "FLINK_PLUGINS_DIR", folder.resolve("plugins").toString());
  }

  private List<String> opens() {
    return words(conf.get(CoreOptions.FLINK_JVM_OPTIONS));
  }

  private Path confFolder() {
    return folder.resolve("conf");
  }

  private static String logging(String file) {
    return "-Dlog4j.configurationFile=" + Installation.flinkConf().resolve(file);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.trim().split("\\s+")).toList();
  }

  /** {@link ChildMain} alone: with all our classes the job's jar would not need its own. */
  private Path watcher() {
    String file = ChildMain.class.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve("watcher").resolve(file);
    try {
      if (!Files.exists(copy)) {
        Files.createDirectories(copy.getParent());
        Files.copy(Installation.classes().resolve(file), copy);
      }
      return folder.resolve("watcher");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String distribution() {
    return classPath()
        .filter(jar -> DISTRIBUTION.matcher(jar.getFileName().toString()).matches())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path jarNamed(String artifact) {
    return classPath()
        .filter(jar -> jar.getFileName().toString().startsWith(artifact + "-"))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of);
  }
}
