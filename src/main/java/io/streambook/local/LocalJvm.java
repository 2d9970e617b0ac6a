package io.streambook.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server of ours in a JVM of its own, with the class path of this one. */
public final class LocalJvm extends ChildServer implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

  private final String name;
  private final int port;
  private final Path folder;
  private final List<String> arguments;
  private ChildProcess process;

  /**
   * @param name for messages, and of its log
   * @param port where it will listen on this machine
   * @param folder for its log
   * @param arguments JVM options, the main class and what it is given, where {@link #MAIN} stands
   *     before the main class
   */
  public LocalJvm(String name, int port, Path folder, List<String> arguments) {
    this.name = name;
    this.port = port;
    this.folder = folder.toAbsolutePath();
    this.arguments = List.copyOf(arguments);
  }

  /** What makes it end with this process. */
  public static final String MAIN = ChildProcess.MAIN;

  /** Starts it and returns when it listens. */
  @Override
  public void start() {
    Ports.requireFree(name, port);
    List<String> line = new ArrayList<>();
    line.add(
        "-Dlog4j2.configurationFile=" + Installation.classes().resolve("log4j2-child.properties"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(arguments);
    process = ChildProcess.jvm(name, folder.resolve(name.replace(' ', '-') + ".log"), line);
    process.awaitReady(START_TIMEOUT, () -> !Ports.isFree(port));
  }

  @Override
  public void close() {
    if (process != null) {
      process.stop();
    }
  }

  @Override
  ChildProcess process() {
    return process;
  }
}
