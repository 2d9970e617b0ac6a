package io.streambook.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The demo as anyone starts it, in a process of its own, at free ports. */
final class RunningDemo implements AutoCloseable {
  private static final String LINE = "Page ";
  private static final int START_MINUTES = 5;
  private static final int END_MINUTES = 3;

  private final Process process;
  private final URI page;

  /**
   * @param rate generated orders a second
   */
  RunningDemo(String rate) throws Exception {
    process =
        new ProcessBuilder(
                List.of(
                    "./streambook",
                    "demo",
                    "--rate",
                    rate,
                    "--ports",
                    "kafka=0,registry=0,postgres=0,flink=0,orderservice=0"))
            .redirectErrorStream(true)
            .start();
    CompletableFuture<URI> found = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(found), "demo");
    reader.setDaemon(true);
    reader.start();
    page = found.get(START_MINUTES, TimeUnit.MINUTES);
  }

  private void read(CompletableFuture<URI> found) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println("demo: " + line);
        if (line.startsWith(LINE)) {
          found.complete(URI.create(line.substring(LINE.length()).trim().split(" ", 2)[0]));
        }
      }
    } catch (IOException e) {
      found.completeExceptionally(e);
    }
    found.completeExceptionally(new IllegalStateException("the demo ended before it served"));
  }

  URI page() {
    return page;
  }

  @Override
  public void close() {
    try {
      process.destroy();
      if (!process.waitFor(END_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
