package io.streambook.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One ZooKeeper, from Flink's own jars, where the JobManagers of a cluster elect their leader. */
public final class LocalZooKeeper implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final int port = Ports.free();
  private final Path folder;
  private ChildProcess process;

  /**
   * @param folder for data and log
   */
  public LocalZooKeeper(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** Starts it and returns when it takes connections. */
  public void start() {
    Path config = folder.resolve("zoo.cfg");
    try {
      Files.createDirectories(folder);
      Files.writeString(config, config());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    FlinkDistribution flink = new FlinkDistribution(folder, "");
    process =
        flink.start(
            "zookeeper",
            "-Xmx128m -XX:+UseSerialGC",
            "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
            List.of("--zkConfigFile", config.toString(), "--peerId", "1"));
    process.awaitReady(START_TIMEOUT, this::answers);
  }

  /** For {@code high-availability.zookeeper.quorum}. */
  String quorum() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    if (process != null) {
      process.stop();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().readAllBytes().length > 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String config() {
    return """
    dataDir=%s
    clientPort=%d
    clientPortAddress=127.0.0.1
    admin.enableServer=false
    # Sessions of 2 to 20 ticks.
    tickTime=1000
    maxClientCnxns=0
    """
        .formatted(folder.resolve("data"), port);
  }
}
