package io.streambook.local;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.highavailability.ClientHighAvailabilityServices;
import org.apache.flink.runtime.highavailability.HighAvailabilityServicesUtils;
import org.apache.flink.runtime.leaderretrieval.LeaderRetrievalListener;
import org.apache.flink.runtime.leaderretrieval.LeaderRetrievalService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears from ZooKeeper which JobManager leads, as Flink's own clients do. */
final class FlinkLeader implements LeaderRetrievalListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FlinkLeader.class);

  private final ClientHighAvailabilityServices services;
  private final LeaderRetrievalService retrieval;
  private String address = "";

  FlinkLeader(Configuration conf) throws Exception {
    services =
        HighAvailabilityServicesUtils.createClientHAService(
            conf, error -> LOG.error("lost ZooKeeper", error));
    retrieval = services.getClusterRestEndpointLeaderRetriever();
    retrieval.start(this);
  }

  /** Its REST API, such as http://127.0.0.1:8081; returns when one leads. */
  synchronized String await(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (address.isEmpty()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new LocalException("no JobManager leads after " + timeout.toSeconds() + " s");
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return address;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalException("interrupted while no JobManager led", e);
    }
  }

  @Override
  public synchronized void notifyLeaderAddress(String leaderAddress, UUID leaderSession) {
    address = leaderAddress == null ? "" : leaderAddress;
    LOG.info("leader is now {}", address);
    notifyAll();
  }

  @Override
  public void handleError(Exception error) {
    LOG.error("can't tell who leads", error);
  }

  @Override
  public void close() {
    try (services) {
      retrieval.stop();
    } catch (Exception e) { // Flink's services declare no less
      throw new LocalException("can't leave ZooKeeper", e);
    }
  }
}
