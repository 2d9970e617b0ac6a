package io.streambook.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink in this JVM, with its REST API and web UI on a port. It runs under {@code
 * flink-conf/config.yaml} but for addresses and folders.
 */
public final class LocalFlink implements AutoCloseable {
  private final int port;
  private final MiniCluster cluster;

  /**
   * @param port of REST and web UI; 0 picks a free one
   * @param folder for checkpoints, savepoints and working files
   * @param slots that its one task manager offers
   */
  public LocalFlink(int port, Path folder, int slots) {
    this(port, folder, slots, folder.resolve("tmp"));
  }

  /**
   * With RocksDB's working files elsewhere: in memory, a checkpoint does not wait for a disk.
   *
   * @param rocksDb folder of files that need not outlive this process
   */
  public LocalFlink(int port, Path folder, int slots, Path rocksDb) {
    this.port = Ports.orFree(port);
    this.cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(folder.toAbsolutePath(), rocksDb.toAbsolutePath()))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
  }

  /** Starts it and returns when it takes jobs. */
  public void start() {
    Ports.requireFree("Flink", port);
    try {
      cluster.start();
    } catch (Exception e) {
      throw new LocalException("Flink can't start", e);
    }
  }

  /** Stops it with all its jobs, as they stand. */
  @Override
  public void close() {
    try {
      cluster.close();
    } catch (Exception e) {
      throw new LocalException("Flink can't be stopped", e);
    }
  }

  /** Ends its task manager with all that runs there, and starts another: jobs recover. */
  public void crashTaskManager() {
    try {
      cluster.terminateTaskManager(0).get();
      cluster.startTaskManager();
    } catch (Exception e) {
      throw new LocalException("Flink's task manager can't be replaced", e);
    }
  }

  /** REST API and web UI. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** An environment whose {@code executeAsync} submits to this cluster. */
  public StreamExecutionEnvironment environment() {
    return StreamExecutionEnvironment.createRemoteEnvironment("127.0.0.1", port);
  }

  private Configuration configuration(Path folder, Path rocksDb) {
    Configuration conf = GlobalConfiguration.loadConfiguration(Installation.flinkConf().toString());
    // Nobody scrapes this one, and its ports would be taken from a real cluster.
    List<String> metrics = conf.keySet().stream().filter(k -> k.startsWith("metrics.")).toList();
    metrics.forEach(conf::removeKey);
    conf.set(JobManagerOptions.ADDRESS, "127.0.0.1");
    conf.set(JobManagerOptions.PORT, 0);
    conf.set(RestOptions.ADDRESS, "127.0.0.1");
    conf.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    conf.set(RestOptions.PORT, port);
    conf.set(RestOptions.BIND_PORT, Integer.toString(port));
    conf.set(WebOptions.SUBMIT_ENABLE, false);
    conf.set(CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
    conf.set(RocksDBOptions.LOCAL_DIRECTORIES, rocksDb.toString());
    conf.removeConfig(TaskManagerOptions.TOTAL_PROCESS_MEMORY);
    conf.removeConfig(TaskManagerOptions.JVM_METASPACE);
    conf.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
    conf.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    conf.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    conf.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    conf.set(
        CheckpointingOptions.SAVEPOINT_DIRECTORY, folder.resolve("savepoints").toUri().toString());
    return conf;
  }
}
