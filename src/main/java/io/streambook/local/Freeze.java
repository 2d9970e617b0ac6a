package io.streambook.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Processes that stand still. A shell holds them, and lets them go on when its standard input ends:
 * so does it when this process is killed, after which they can see that their parent is gone.
 */
final class Freeze implements AutoCloseable {
  private static final String HOLD =
      "trap '' INT HUP; kill -STOP \"$@\" && echo held; cat >/dev/null; kill -CONT \"$@\"";

  private final Process shell;

  private Freeze(Process shell) {
    this.shell = shell;
  }

  /** Returns when they stand still. */
  static Freeze of(List<Long> pids) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", HOLD, "freeze"));
    pids.forEach(pid -> command.add(pid.toString()));
    try {
      Process shell = new ProcessBuilder(command).redirectErrorStream(true).start();
      BufferedReader reader = shell.inputReader(StandardCharsets.UTF_8);
      String answer = reader.readLine();
      Freeze freeze = new Freeze(shell);
      if (!"held".equals(answer)) {
        freeze.close();
        throw new LocalException("can't stop the processes " + pids + ": " + answer);
      }
      return freeze;
    } catch (IOException e) {
      throw new LocalException("can't stop the processes " + pids, e);
    }
  }

  /** Lets them go on. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
      shell.waitFor();
    } catch (IOException e) {
      throw new LocalException("can't let frozen processes go on", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalException("interrupted while frozen processes went on", e);
    }
  }
}
