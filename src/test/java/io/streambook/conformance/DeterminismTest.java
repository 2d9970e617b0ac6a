package io.streambook.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Execution;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.Trade;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The same log gives the same bytes: in this JVM, and in two that are set up differently. */
class DeterminismTest {
  private static final int COMMANDS = 20_000;

  @Test
  void theSameLogGivesTheSameBytesInEveryJvm() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong(1L << 48);
    String here = digest(seed);
    assertThat(inAnotherJvm(seed, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
        .as("seed " + seed)
        .isEqualTo(here);
    assertThat(inAnotherJvm(seed, "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2"))
        .as("seed " + seed)
        .isEqualTo(here);
    assertThat(digest(seed + 1)).isNotEqualTo(here);
  }

  private static String inAnotherJvm(long seed, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            DeterminismTest.class.getName(),
            Long.toString(seed)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String digest = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return digest;
  }

  /** What the other JVM runs. */
  public static void main(String[] args) {
    System.out.print(digest(Long.parseLong(args[0])));
  }

  private static String digest(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomLog log = new RandomLog();
    Matching matching = new Matching("ACME");
    ReportDigest digest = new ReportDigest();
    MatchListener listener =
        new MatchListener() {
          @Override
          public void onExecution(Execution execution) {
            digest.accept(execution.toString());
          }

          @Override
          public void onTrade(Trade trade) {
            digest.accept(trade.toString());
          }
        };
    for (int n = 0; n < COMMANDS; n++) {
      matching.apply(log.next(Step.random(random)), listener);
    }
    digest.accept(matching.snapshot(Integer.MAX_VALUE).toString());
    return digest.hex();
  }
}
