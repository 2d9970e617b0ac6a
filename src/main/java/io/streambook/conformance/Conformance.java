package io.streambook.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** Streams of others through the book that the operator holds. */
public final class Conformance {
  private static final int START = 16;

  private Conformance() {}

  /**
   * What came out for one file.
   *
   * @param messages read from the file
   * @param lines of reports
   * @param sha256 of the reports
   * @param difference the first one from the recorded events, or null
   */
  public record Result(long messages, long lines, String sha256, String difference) {}

  /**
   * Replays a workload of the public benchmark, or commands of exchange-core whose events stand
   * beside them ({@code .commands.} and {@code .events.} in the names); plain or zstd.
   *
   * @throws IOException when it is neither; the text says what is wrong
   */
  public static Result replay(Path file) throws IOException {
    byte[] start = StreamFiles.start(file, START);
    if (Workload.begins(start)) {
      return workload(file);
    } else if (ExchangeCoreStream.begins(start)) {
      return exchangeCore(file);
    }
    throw new IOException(
        file
            + " is neither a workload of the public benchmark (its magic number) nor a stream of"
            + " exchange-core (its first line)");
  }

  private static Result workload(Path file) throws IOException {
    ReportDigest digest = new ReportDigest();
    BenchmarkEngine engine = BenchmarkEngine.ofMatching(digest);
    try (Workload workload = new Workload(file)) {
      for (Message next = workload.next(); next != null; next = workload.next()) {
        engine.apply(next);
      }
      return new Result(workload.count(), digest.lines(), digest.hex(), null);
    }
  }

  private static Result exchangeCore(Path file) throws IOException {
    ReportDigest digest = new ReportDigest();
    ExchangeCoreEngine engine = new ExchangeCoreEngine();
    long commands = 0;
    String difference = null;
    try (ExchangeCoreStream stream = new ExchangeCoreStream(file);
        BufferedReader recorded = ExchangeCoreStream.reader(eventsOf(file))) {
      recorded.readLine();
      for (ExchangeCoreStream.Command next = stream.next();
          next != null && difference == null;
          next = stream.next()) {
        String line = next.seq() + "," + engine.apply(next);
        digest.accept(line);
        commands++;
        String expected = recorded.readLine();
        if (!line.equals(expected)) {
          difference = "%s gave %s, recorded is %s".formatted(next, line, expected);
        }
      }
    }
    return new Result(commands, digest.lines(), digest.hex(), difference);
  }

  private static Path eventsOf(Path commands) throws IOException {
    String name = commands.getFileName().toString();
    if (!name.contains(".commands.")) {
      throw new IOException(
          commands + " has no .commands. in its name, so that its .events. can't be found");
    }
    return commands.resolveSibling(name.replace(".commands.", ".events."));
  }
}
