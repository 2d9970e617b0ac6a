package io.streambook.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The demo as anyone starts it, in a process of its own, at free ports. */
final class RunningDemo implements AutoCloseable {
  private static final String LAST_ADDRESS = "Page";
  private static final int START_MINUTES = 10;
  private static final int ATTEMPTS = 5;
  private static final int END_SECONDS = 30;

  private final Process process;
  private final Map<String, String> addresses = new ConcurrentHashMap<>();
  private final Thread atExit = new Thread(this::end, "demo-end");

  /**
   * @param rate generated orders a second
   */
  RunningDemo(String rate) throws Exception {
    process =
        streambook(
            "demo",
            "--rate",
            rate,
            "--ports",
            "kafka=0,registry=0,postgres=0,flink=0,orderservice=0,fix=0");
    Runtime.getRuntime().addShutdownHook(atExit);
    CompletableFuture<String> served = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(served), "demo");
    reader.setDaemon(true);
    reader.start();
    served.get(START_MINUTES, TimeUnit.MINUTES);
  }

  private static Process streambook(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("./streambook"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private void read(CompletableFuture<String> served) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println("demo: " + line);
        String[] words = line.split(" +", 3);
        if (words.length > 1) {
          addresses.putIfAbsent(words[0], words[1]);
        }
        if (words[0].equals(LAST_ADDRESS)) {
          served.complete(line);
        }
      }
    } catch (IOException e) {
      served.completeExceptionally(e);
    }
    served.completeExceptionally(new IllegalStateException("the demo ended before it served"));
  }

  URI page() {
    return URI.create(addresses.get(LAST_ADDRESS));
  }

  /** Changes an instrument. */
  void set(String symbol, String... options) throws Exception {
    operate(concat(new String[] {"instruments", "set", symbol}, options));
  }

  /** Changes the limits of an account. */
  void limit(String account, String... options) throws Exception {
    operate(concat(new String[] {"limits", "set", account}, options));
  }

  /** Does what an operator does, who tries again when a busy broker is too slow. */
  private void operate(String... command) throws Exception {
    String[] where = {"--brokers", addresses.get("Kafka"), "--registry", addresses.get("Registry")};
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (isDone(streambook(concat(command, where)))) {
        return;
      }
    }
    throw new AssertionError(String.join(" ", command) + " failed");
  }

  private static boolean isDone(Process command) throws Exception {
    try (BufferedReader lines = command.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(line -> System.out.println("operator: " + line));
    }
    return command.waitFor() == 0;
  }

  private static String[] concat(String[] first, String[] second) {
    return Stream.of(first, second).flatMap(Stream::of).toArray(String[]::new);
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    end();
  }

  /** No audit: others prove what the venue did. */
  private void end() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    try {
      process.destroy();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
