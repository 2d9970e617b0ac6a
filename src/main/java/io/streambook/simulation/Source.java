package io.streambook.simulation;

import io.streambook.venue.LogStore.Slot;
import java.util.List;

/** Reads one partition of a topic. */
final class Source implements Step {
  /** Where a record goes. */
  interface Route {
    Channel of(Object record);
  }

  private final Attempt attempt;
  private final Slot slot;
  private final List<Object> records;
  private final List<Channel> outputs;
  private final Route route;
  private int position;
  private boolean barrierIsDue;

  /**
   * @param from tells where to begin
   */
  Source(
      Attempt attempt,
      SimulatedTopic topic,
      int partition,
      Snapshot from,
      List<Channel> outputs,
      Route route) {
    this.attempt = attempt;
    this.slot = topic.slot(partition);
    this.position = from.positions.getOrDefault(slot, 0);
    this.records = topic.partitions().get(partition);
    this.outputs = outputs;
    this.route = route;
  }

  /** A checkpoint begins. */
  void checkpoint() {
    barrierIsDue = true;
  }

  @Override
  public boolean isDue() {
    return barrierIsDue || position < records.size();
  }

  @Override
  public void take() throws Exception {
    if (barrierIsDue && (position == records.size() || attempt.world().chance(50))) {
      barrierIsDue = false;
      attempt.snapshot().positions.put(slot, position);
      for (Channel output : outputs) {
        output.putBarrier();
      }
      attempt.acknowledge();
    } else {
      Object record = records.get(position++);
      route.of(record).put(record);
    }
  }
}
