package io.streambook.local;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A real Flink cluster: JobManagers and TaskManagers in JVMs of their own, under {@code
 * flink-conf/config.yaml}, driven by Flink's own command line. Their class path is what a Flink
 * distribution has in {@code lib/} and nothing else, so a job runs only if its jar brings the rest.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
  private static final Duration COMMAND_TIMEOUT = Duration.ofMinutes(3);
  private static final Duration REST_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ELECTION_TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Configuration conf;
  private final FlinkDistribution flink;
  private final List<Integer> restPorts = new ArrayList<>();
  private final List<FlinkProcess> jobManagers = new ArrayList<>();
  private final List<FlinkProcess> taskManagers = new ArrayList<>();
  private final AtomicInteger launches = new AtomicInteger();
  private FlinkLeader leader;

  /**
   * One with a single JobManager.
   *
   * @param folder for logs, checkpoints and working files
   * @param slots per TaskManager
   */
  public LocalCluster(Path folder, int taskManagers, int slots) {
    this(folder, ClusterConf.single(folder.toAbsolutePath(), slots), 1, taskManagers);
  }

  /**
   * One whose JobManagers stand by for each other.
   *
   * @param folder for logs, checkpoints and working files
   * @param zooKeeper where they elect their leader; it must run while the cluster does
   * @param slots per TaskManager
   */
  public LocalCluster(
      Path folder, LocalZooKeeper zooKeeper, int jobManagers, int taskManagers, int slots) {
    this(
        folder,
        ClusterConf.highlyAvailable(folder.toAbsolutePath(), slots, zooKeeper),
        jobManagers,
        taskManagers);
  }

  private LocalCluster(Path folder, Configuration conf, int jobManagers, int taskManagers) {
    this.folder = folder.toAbsolutePath();
    this.conf = conf;
    this.flink = new FlinkDistribution(this.folder, conf.get(CoreOptions.FLINK_JVM_OPTIONS));
    for (int i = 1; i <= jobManagers; i++) {
      int number = i;
      restPorts.add(i == 1 ? conf.get(RestOptions.PORT) : Ports.free());
      this.jobManagers.add(new FlinkProcess(() -> launchJobManager(number)));
    }
    for (int i = 1; i <= taskManagers; i++) {
      int number = i;
      this.taskManagers.add(new FlinkProcess(() -> launchTaskManager(number)));
    }
  }

  /** Starts it and returns when all TaskManagers have joined. */
  public void start() {
    try {
      flink.install(conf.toFileWritableMap());
    } catch (IOException e) {
      throw new LocalException("can't set up Flink in " + folder, e);
    }
    jobManagers.forEach(FlinkProcess::start);
    taskManagers.forEach(FlinkProcess::start);
    String joined = "\"taskmanagers\":" + taskManagers.size();
    jobManagers.get(0).process().awaitReady(START_TIMEOUT, () -> get("/overview").contains(joined));
    if (jobManagers.size() > 1) {
      watchLeader();
    }
  }

  private void watchLeader() {
    try {
      leader = new FlinkLeader(conf);
    } catch (Exception e) {
      throw new LocalException("can't ask ZooKeeper for Flink's leader", e);
    }
    leader.await(START_TIMEOUT);
  }

  /**
   * A JobManager.
   *
   * @param number from 1
   */
  public LocalServer jobManager(int number) {
    return jobManagers.get(number - 1);
  }

  /**
   * A TaskManager.
   *
   * @param number from 1
   */
  public LocalServer taskManager(int number) {
    return taskManagers.get(number - 1);
  }

  /** What the id of a TaskManager begins with, in Flink's REST API too. */
  public static String taskManagerName(int number) {
    return "taskmanager-" + number;
  }

  /**
   * Number of the JobManager that leads; returns when one does. One that has just died still leads
   * for as long as its session in ZooKeeper.
   */
  public int leader() {
    return leader == null
        ? 1
        : restPorts.indexOf(URI.create(leader.await(ELECTION_TIMEOUT)).getPort()) + 1;
  }

  /** Runs Flink's command line, such as {@code run -d job.jar}; gives what it printed. */
  public String flink(String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "flink-cli", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(flink.cli(arguments))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(flink.environment());
    Process process = builder.start();
    boolean ended = process.waitFor(COMMAND_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    String printed = Files.readString(output);
    if (!ended || process.exitValue() != 0) {
      throw new LocalException("flink " + String.join(" ", arguments) + ":\n" + printed);
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
            jobJar() + File.pathSeparator + FlinkDistribution.lib(),
            "io.streambook.cli.Streambook"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new LocalException("streambook " + String.join(" ", arguments) + ":\n" + printed);
    }
    return printed;
  }

  /** Answer of the REST API of any JobManager, empty while none answers. */
  public String get(String path) {
    return restPorts.stream()
        .map(port -> get(port, path))
        .filter(answer -> !answer.isEmpty())
        .findFirst()
        .orElse("");
  }

  private String get(int restPort, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + path))
            .timeout(REST_TIMEOUT)
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? answer.body() : "";
    } catch (IOException notYet) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    taskManagers.parallelStream().forEach(FlinkProcess::close);
    jobManagers.parallelStream().forEach(FlinkProcess::close);
    if (leader != null) {
      leader.close();
    }
  }

  /** The jar as the build made it. */
  public static Path jobJar() {
    return Installation.jobJar();
  }

  private ChildProcess launchJobManager(int number) {
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(conf);
    int restPort = restPorts.get(number - 1);
    List<String> arguments = new ArrayList<>(List.of("--configDir", flink.conf().toString()));
    arguments.addAll(
        FlinkDistribution.words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
    arguments.addAll(List.of("-D", "rest.port=" + restPort, "-D", "rest.bind-port=" + restPort));
    return flink.start(
        jobManagers.size() == 1 ? "jobmanager" : "jobmanager-" + number,
        JobManagerProcessUtils.generateJvmParametersStr(memory, conf),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        arguments);
  }

  private ChildProcess launchTaskManager(int number) {
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(conf);
    List<String> arguments = new ArrayList<>(List.of("--configDir", flink.conf().toString()));
    arguments.addAll(
        FlinkDistribution.words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
    String name = taskManagerName(number);
    // The id of a process that died is never used again.
    arguments.addAll(
        List.of("-D", "taskmanager.resource-id=" + name + "-" + launches.incrementAndGet()));
    return flink.start(
        name,
        ProcessMemoryUtils.generateJvmParametersStr(memory),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        arguments);
  }
}
