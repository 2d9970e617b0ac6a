package io.streambook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user runs it: a process of its own, on the launcher's class path. */
class DemoIT {
  private static final String FREE_PORTS =
      "--ports=kafka=0,registry=0,postgres=0,flink=0,orderservice=0,fix=0";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path folder;

  @Test
  void endsWithAGreenAuditAndLeavesNothingRunning() throws Exception {
    Process demo = demo("--duration=10s", FREE_PORTS);
    assertThat(exitCode(demo)).as(output()).isZero();
    assertThat(output())
        .contains("Flink     http://127.0.0.1:", "order to trade p50", "Audit passed");
    assertThat(processesOfTheDemo()).isEmpty();
  }

  @Test
  void ctrlCGoesOnToTheAuditAndASecondOneEndsAtOnce() throws Exception {
    Process demo = demo(FREE_PORTS);
    await().atMost(PATIENCE).until(() -> output().contains(" s  orders") || !demo.isAlive());
    signal("-INT", demo);
    await().atMost(PATIENCE).until(() -> output().contains("Auditing"));
    signal("-INT", demo);
    assertThat(exitCode(demo)).as(output()).isEqualTo(130);
    assertThat(processesOfTheDemo()).isEmpty();
  }

  @Test
  void aBusyPortIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process demo = demo("--ports=kafka=" + taken.getLocalPort());
      assertThat(exitCode(demo)).isEqualTo(1);
      assertThat(output())
          .isEqualTo(
              "streambook: port %d of kafka is in use by another process: set --ports kafka=PORT, 0 takes a free one\n"
                  .formatted(taken.getLocalPort()));
    }
  }

  private Process demo(String... options) throws IOException {
    Path classes = Path.of("target", "classes").toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.add("-cp");
    command.add(classes + File.pathSeparator + Files.readString(Path.of("target/classpath.txt")));
    command.add(Streambook.class.getName());
    command.addAll(List.of("demo", "--data", data().toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private static int exitCode(Process demo) throws InterruptedException {
    assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return demo.exitValue();
  }

  private static void signal(String signal, Process demo) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(demo.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Each of them has the data folder among its arguments. */
  private List<String> processesOfTheDemo() throws Exception {
    Process ps = new ProcessBuilder("ps", "-eww", "-o", "pid=,args=").start();
    String all = new String(ps.getInputStream().readAllBytes(), UTF_8);
    assertThat(ps.waitFor()).isZero();
    assertThat(all).contains(Long.toString(ProcessHandle.current().pid()));
    return all.lines().filter(line -> line.contains(data().toString())).toList();
  }
}
