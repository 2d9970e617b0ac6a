package io.streambook.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a Flink distribution has, from our own class path: its jars in {@code lib/}, a plugin, and a
 * folder with the configuration. A JVM with nothing else runs a job only if its jar brings the
 * rest.
 */
final class FlinkDistribution {
  /** What {@code flink-dist} bundles, and the logging jars beside it. */
  private static final Pattern LIB =
      Pattern.compile(
          "(flink-(annotations|core|core-api|metrics-core|streaming-java|runtime|runtime-web|clients"
              + "|datastream|datastream-api|rpc-core|rpc-akka-loader|queryable-state-client-java"
              + "|hadoop-fs|file-sink-common|connector-base|connector-datagen|statebackend-rocksdb|shaded-[a-z0-9-]+)"
              + "|frocksdbjni|kryo|reflectasm|objenesis|minlog|javassist|RoaringBitmap|async-profiler"
              + "|snakeyaml-engine|snappy-java|jsr305|slf4j-api|log4j-[a-z0-9.-]+?"
              + "|commons-(cli|codec|collections|compress|io|lang3|math3|text))-[0-9][^/]*(?<!tests)\\.jar");

  private final Path folder;
  private final List<String> opens;

  /**
   * @param folder of the cluster
   * @param opens the options that Flink needs of its JVMs
   */
  FlinkDistribution(Path folder, String opens) {
    this.folder = folder;
    this.opens = words(opens);
  }

  /** Puts configuration and plugin into their folders. */
  void install(Map<String, String> configuration) throws IOException {
    Files.createDirectories(conf());
    Files.writeString(
        conf().resolve("config.yaml"),
        configuration.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
            .sorted()
            .collect(Collectors.joining()));
    Path plugin = Files.createDirectories(folder.resolve("plugins/metrics-prometheus"));
    Path reporter = jarNamed("flink-metrics-prometheus");
    Files.copy(reporter, plugin.resolve(reporter.getFileName()));
  }

  Path conf() {
    return folder.resolve("conf");
  }

  /** What Flink's scripts export. */
  Map<String, String> environment() {
    return Map.of(
        "FLINK_CONF_DIR", conf().toString(),
        "FLINK_LIB_DIR", folder.toString(),
        "FLINK_PLUGINS_DIR", folder.resolve("plugins").toString());
  }

  /** Starts one of Flink's processes in a JVM that ends with this one. */
  ChildProcess start(String name, String jvmOptions, String main, List<String> arguments) {
    List<String> command = new ArrayList<>(opens);
    command.addAll(words(jvmOptions));
    command.add(logging("log4j-console.properties"));
    command.addAll(List.of("-cp", lib() + File.pathSeparator + watcher(), ChildProcess.MAIN, main));
    command.addAll(arguments);
    return ChildProcess.jvm(name, folder.resolve(name + ".log"), command, environment());
  }

  /** Flink's command line. */
  List<String> cli(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ChildProcess.java());
    command.addAll(opens);
    command.add(logging("log4j-cli.properties"));
    command.addAll(List.of("-cp", lib(), "org.apache.flink.client.cli.CliFrontend"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The jars in its {@code lib/}, as a class path. */
  static String lib() {
    return classPath()
        .filter(jar -> LIB.matcher(jar.getFileName().toString()).matches())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  static List<String> words(String text) {
    return Arrays.stream(text.trim().split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  private static String logging(String file) {
    return "-Dlog4j.configurationFile=" + Installation.flinkConf().resolve(file);
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

  private static Path jarNamed(String artifact) {
    return classPath()
        .filter(jar -> jar.getFileName().toString().startsWith(artifact + "-"))
        .findFirst()
        .orElseThrow(() -> new LocalException("no " + artifact + " on the class path"));
  }

  private static Stream<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of);
  }
}
