package io.streambook.local;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * {@code flink-conf/config.yaml} with addresses, folders and memory of a cluster on this machine.
 */
final class ClusterConf {
  private static final long TASK_MANAGER_MIB_PER_SLOT = 400;
  private static final long MANAGED_MIB_PER_SLOT = 64;

  private ClusterConf() {}

  static Configuration single(Path folder, int slots) {
    Configuration conf = GlobalConfiguration.loadConfiguration(Installation.flinkConf().toString());
    int restPort = Ports.free();
    conf.set(JobManagerOptions.ADDRESS, "127.0.0.1");
    conf.set(JobManagerOptions.PORT, Ports.free());
    conf.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(700));
    conf.set(JobManagerOptions.JVM_METASPACE, MemorySize.ofMebiBytes(160));
    conf.set(RestOptions.ADDRESS, "127.0.0.1");
    conf.set(RestOptions.PORT, restPort);
    conf.set(RestOptions.BIND_PORT, Integer.toString(restPort));
    conf.set(TaskManagerOptions.HOST, "127.0.0.1");
    conf.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    conf.set(
        TaskManagerOptions.TOTAL_PROCESS_MEMORY,
        MemorySize.ofMebiBytes(TASK_MANAGER_MIB_PER_SLOT * slots));
    conf.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE,
        MemorySize.ofMebiBytes(MANAGED_MIB_PER_SLOT * slots));
    // These JVMs live for minutes and start again and again: code that is ready soon serves best.
    conf.set(
        CoreOptions.FLINK_JVM_OPTIONS,
        conf.get(CoreOptions.FLINK_JVM_OPTIONS) + " -XX:TieredStopAtLevel=1");
    conf.set(CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
    conf.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    conf.set(
        CheckpointingOptions.SAVEPOINT_DIRECTORY, folder.resolve("savepoints").toUri().toString());
    int metrics = Ports.free();
    conf.setString("metrics.reporter.prom.port", metrics + "-" + (metrics + 50));
    return conf;
  }

  /** Failures are noticed within seconds, and jobs stand on all TaskManagers. */
  static Configuration highlyAvailable(Path folder, int slots, LocalZooKeeper zooKeeper) {
    Configuration conf = single(folder, slots);
    conf.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
    conf.set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, zooKeeper.quorum());
    conf.set(
        HighAvailabilityOptions.HA_STORAGE_PATH,
        folder.resolve("high-availability").toUri().toString());
    // The default of 60 s is how long a JobManager that died would still lead.
    conf.set(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT, Duration.ofSeconds(6));
    conf.set(HighAvailabilityOptions.ZOOKEEPER_CONNECTION_TIMEOUT, Duration.ofSeconds(5));
    conf.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
    conf.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(10));
    conf.set(
        TaskManagerOptions.TASK_MANAGER_LOAD_BALANCE_MODE,
        TaskManagerOptions.TaskManagerLoadBalanceMode.SLOTS);
    return conf;
  }
}
