package io.streambook.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Samples what this JVM's threads do, with the flight recorder of the JDK. A sample belongs to the
 * part of its top-most frame that is of a known one, so what a part has others do for it counts as
 * its own. The garbage collector and the broker, another process, are not sampled.
 */
public final class CpuProfile {
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final int THREADS = 8;
  private static final int METHODS = 12;

  private CpuProfile() {}

  /** What is recorded. */
  public interface Work {
    void run() throws Exception;
  }

  /**
   * To be called before anything is measured: the recorder changes classes of the JDK when it is
   * first asked for, and what was compiled of their callers is lost.
   */
  static void prepare() {
    FlightRecorder.getFlightRecorder();
  }

  /**
   * Samples while the work runs.
   *
   * @param file for the recording, which other tools read too
   */
  public static void record(Path file, Work work) throws Exception {
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
      recording.enable("jdk.GarbageCollection");
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
  }

  /** The option by which a JVM records itself until it ends. */
  static String ofChild(Path file) {
    return "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file;
  }

  /** Prints a table from a file. */
  public static void print(Path file, List<CpuPart> known, Report report) throws IOException {
    Map<String, Integer> parts = new HashMap<>();
    Map<String, Integer> threads = new HashMap<>();
    Map<String, Integer> methods = new HashMap<>();
    Duration collecting = Duration.ZERO;
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals("jdk.GarbageCollection")) {
        collecting = collecting.plus(event.getDuration("sumOfPauses"));
        continue;
      }
      if (!event.getEventType().getName().equals("jdk.ExecutionSample")) {
        continue;
      }
      RecordedStackTrace stack = event.getStackTrace();
      if (stack != null) {
        parts.merge(part(known, stack.getFrames()), 1, Integer::sum);
        methods.merge(name(stack.getFrames().get(0)), 1, Integer::sum);
        threads.merge(thread(event), 1, Integer::sum);
      }
    }
    int all = parts.values().stream().mapToInt(Integer::intValue).sum();
    report.title("Where its processor time went, %,d samples (%s)".formatted(all, file));
    parts.entrySet().stream()
        .sorted(Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(part -> line(report, part.getKey(), part.getValue(), all));
    report.line("garbage collector: pauses of %,d ms", collecting.toMillis());
    top(report, "by thread", threads, THREADS, all);
    top(report, "by method", methods, METHODS, all);
  }

  private static void top(
      Report report, String title, Map<String, Integer> counts, int limit, int all) {
    report.title("  " + title);
    counts.entrySet().stream()
        .sorted(Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(limit)
        .forEach(count -> line(report, count.getKey(), count.getValue(), all));
  }

  private static void line(Report report, String name, int samples, int all) {
    report.line("%5.1f %%  %s", 100.0 * samples / all, name);
  }

  private static String part(List<CpuPart> known, List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      String part = CpuPart.of(known, frame.getMethod().getType().getName());
      if (part != null) {
        return part;
      }
    }
    return CpuPart.OTHER;
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  /** Without the numbers that tell subtasks and clients apart. */
  private static String thread(RecordedEvent event) {
    var thread = event.getThread("sampledThread");
    String name = thread == null ? null : thread.getJavaName();
    return name == null ? "unknown" : name.replaceAll("[0-9a-f]{8,}|[0-9]+", "#");
  }
}
