package io.streambook.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The broker's process: formats an empty data folder, then runs Kafka's own main class. */
public final class KafkaMain {
  private KafkaMain() {}

  /**
   * Runs until it is told to end.
   *
   * @param args the properties file, the data folder and the cluster id
   */
  public static void main(String[] args) throws IOException {
    if (!Files.exists(Path.of(args[1], "meta.properties"))) {
      int exit =
          kafka.tools.StorageTool.execute(
              new String[] {"format", "-t", args[2], "-c", args[0]}, System.out);
      if (exit != 0) {
        throw new IOException("formatting " + args[1] + " failed with exit code " + exit);
      }
    }
    kafka.Kafka.main(new String[] {args[0]});
  }
}
