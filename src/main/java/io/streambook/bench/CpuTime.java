package io.streambook.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processor time that was used, by each thread of this JVM and by the broker. It says what an order
 * costs also while other processes take their share of the machine, which the rate does not.
 *
 * @param threads nanoseconds by name; threads that differ only in numbers are one
 * @param jvm nanoseconds of this process, with threads that Java does not know
 * @param broker nanoseconds of the broker's process
 */
record CpuTime(Map<String, Long> threads, long jvm, long broker) {
  private static final String NATIVE = "native: ";
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final int LINUX_NAME_LENGTH = 15;

  /** Unit of times in {@code /proc}. */
  private static final long TICK_NANOS = 10_000_000;

  private static final int LINES = 24;

  /** Used so far. */
  static CpuTime now(BenchStack stack) {
    Map<String, Long> threads = new HashMap<>();
    Set<String> shortNames = new HashSet<>();
    ThreadMXBean java = ManagementFactory.getThreadMXBean();
    for (ThreadInfo thread : java.getThreadInfo(java.getAllThreadIds())) {
      if (thread != null) {
        String name = thread.getThreadName();
        shortNames.add(name.substring(0, Math.min(name.length(), LINUX_NAME_LENGTH)));
        threads.merge(withoutNumbers(name), java.getThreadCpuTime(thread.getThreadId()), Long::sum);
      }
    }
    addNative(threads, shortNames);
    Duration jvm = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return new CpuTime(threads, jvm.toNanos(), stack.brokerCpu().toNanos());
  }

  /** Collector, compiler and RocksDB, where the system tells of them. */
  private static void addNative(Map<String, Long> threads, Set<String> javaNames) {
    if (!Files.isDirectory(TASKS)) {
      return;
    }
    try (Stream<Path> tasks = Files.list(TASKS)) {
      for (Path task : tasks.toList()) {
        String name = read(task.resolve("comm")).strip();
        if (!name.isEmpty() && !javaNames.contains(name)) {
          threads.merge(NATIVE + withoutNumbers(name), nanos(task), Long::sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long nanos(Path task) throws IOException {
    String stat = read(task.resolve("stat"));
    if (stat.isEmpty()) {
      return 0;
    }
    // Behind the name, which may hold spaces: the 12th and 13th are user and system time.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_NANOS;
  }

  /** Empty when the thread has ended meanwhile. */
  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (IOException ended) {
      if (Files.exists(file)) {
        throw ended;
      }
      return "";
    }
  }

  private static String withoutNumbers(String name) {
    return name.replaceAll("[0-9a-f]{8,}|[0-9]+", "#");
  }

  CpuTime since(CpuTime before) {
    Map<String, Long> used =
        threads.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Entry::getKey,
                    thread ->
                        thread.getValue() - before.threads.getOrDefault(thread.getKey(), 0L)));
    return new CpuTime(used, jvm - before.jvm, broker - before.broker);
  }

  /** Prints both processes in one line. */
  void print(Report report, long orders) {
    report.line(
        "         processor time for each order %.1f µs, %.1f of it the broker's",
        micros(jvm + broker, orders), micros(broker, orders));
  }

  /** Prints the threads that used most, and what the rest did. */
  void printThreads(Report report, long orders) {
    report.title(
        "Processor time per order in µs, by thread; the broker's %.1f come on top"
            .formatted(micros(broker, orders)));
    List<Entry<String, Long>> most =
        threads.entrySet().stream()
            .sorted(Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(LINES)
            .toList();
    most.forEach(
        thread -> report.line("%6.2f  %s", micros(thread.getValue(), orders), thread.getKey()));
    long others = jvm - most.stream().mapToLong(Entry::getValue).sum();
    report.line("%6.2f  others, and threads that have ended", micros(others, orders));
  }

  private static double micros(long nanos, long orders) {
    return nanos / 1e3 / orders;
  }
}
