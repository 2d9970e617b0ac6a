package io.streambook.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A process that ends with this one: by a shutdown hook, and by the end of its standard input when
 * this one is killed. A Ctrl-C in the terminal does not reach it: its owner decides the order in
 * which things end.
 */
final class ChildProcess {
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int LOG_TAIL_LINES = 3;

  private final String name;
  private final Path log;
  private final Process process;
  private final Thread hook;
  private Freeze freeze;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.hook = new Thread(this::terminate, "stop " + name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts a JVM that runs {@link ChildMain}.
   *
   * @param name for messages, such as "Kafka"
   * @param log where its output goes; appended to
   * @param arguments JVM options, class path option, then the real main class and its arguments,
   *     where {@link #MAIN} stands before the main class
   */
  static ChildProcess jvm(String name, Path log, List<String> arguments) {
    return jvm(name, log, arguments, Map.of());
  }

  /** As above, with variables added to the environment. */
  static ChildProcess jvm(
      String name, Path log, List<String> arguments, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(arguments);
    return start(name, log, command, environment);
  }

  /** The Java that runs this process. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The main class of each child JVM. */
  static final String MAIN = ChildMain.class.getName();

  /** Starts any program that ends when its standard input does. */
  static ChildProcess start(
      String name, Path log, List<String> program, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    // An ignored signal stays ignored after exec, in the JVM too.
    command.addAll(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", name));
    command.addAll(program);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(log.getParent());
      return new ChildProcess(name, log, builder.start());
    } catch (IOException e) {
      throw new LocalException("can't start " + name, e);
    }
  }

  /** A class path option's value. */
  static String classPath(List<String> entries) {
    return String.join(File.pathSeparator, entries);
  }

  long pid() {
    return process.pid();
  }

  Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it serves; throws when it ends before or the time is over. */
  void awaitReady(Duration timeout, BooleanSupplier ready) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new LocalException(
            name + " ended with exit code " + process.exitValue() + ": " + logTail());
      }
      if (System.nanoTime() > deadline) {
        throw new LocalException(
            name + " is not ready after " + timeout.toSeconds() + " s: " + logTail());
      }
      pause();
    }
  }

  /** Asks it to end, kills it when it does not, and returns when it is gone. */
  void stop() {
    terminate();
    removeHook();
  }

  /** Kills it as a crash would. */
  void kill() {
    process.destroyForcibly();
    join(Duration.ofSeconds(10));
    removeHook();
    resume();
  }

  /** Stops it from running until {@link #resume}. */
  synchronized void freeze() {
    freeze = Freeze.of(List.of(pid()));
  }

  /** Lets it go on; nothing happens when it does. */
  synchronized void resume() {
    if (freeze != null) {
      freeze.close();
      freeze = null;
    }
  }

  private void terminate() {
    resume(); // what stands still can't end in order
    process.destroy();
    if (!join(GRACE)) {
      process.destroyForcibly();
      join(GRACE);
    }
  }

  private boolean join(Duration timeout) {
    boolean interrupted = false;
    try {
      long deadline = System.nanoTime() + timeout.toNanos();
      while (true) {
        try {
          return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true; // a process left behind would be worse than a late interrupt
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook itself runs or is about to: it finds the process gone.
      assert !process.isAlive();
    }
  }

  /** Without the frames of a stack: they say less than what was thrown. */
  private String logTail() {
    try {
      List<String> lines =
          Files.readString(log, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("\t"))
              .toList();
      return String.join(
              " | ", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()))
          + " (see "
          + log
          + ")";
    } catch (IOException e) {
      return "its log " + log + " can't be read: " + e.getMessage();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalException("interrupted while starting", e);
    }
  }
}
