package io.streambook.simulation;

import io.streambook.book.Execution;
import io.streambook.book.LogEntry;
import io.streambook.risk.RiskEvent;
import io.streambook.venue.LogStore;
import io.streambook.venue.Recovery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The topics as the guard of one job sees them. */
final class SimulatedStore implements LogStore {
  private final World world;
  private final Services services;
  private final String job;
  private final List<SimulatedTopic> tail;
  private long startsBeforeEnds;

  SimulatedStore(World world, Services services, String job, List<SimulatedTopic> tail) {
    this.world = world;
    this.services = services;
    this.job = job;
    this.tail = tail;
  }

  @Override
  public List<Owner> owners() {
    world.meanwhile();
    return List.copyOf(world.owners(services));
  }

  @Override
  public List<String> createdAnew() {
    return List.of();
  }

  @Override
  public long claim() {
    world.meanwhile();
    return world.claim(services, job);
  }

  @Override
  public long starts() {
    world.meanwhile();
    return switch (world.breakage) {
      case NO_LOOK_AT_THE_OWNER_AT_A_CHECKPOINT -> Long.MAX_VALUE;
      case OWNER_ASKED_BEFORE_THE_ENDS -> startsBeforeEnds;
      default -> world.starts();
    };
  }

  @Override
  public void fence() {
    world.meanwhile();
    world.fence(services);
  }

  @Override
  public boolean isWhole(Slot slot) {
    return true;
  }

  @Override
  public Map<Slot, Long> beginnings() {
    Map<Slot, Long> beginnings = ends();
    beginnings.replaceAll((slot, end) -> 0L);
    return beginnings;
  }

  @Override
  public Map<Slot, Long> ends() {
    startsBeforeEnds = world.starts();
    world.meanwhile();
    Map<Slot, Long> ends = new TreeMap<>();
    tail.forEach(topic -> ends.putAll(topic.ends()));
    return ends;
  }

  /** Partitions have no order among them. */
  @Override
  public void read(Map<Slot, Long> from, Map<Slot, Long> to, Consumer<Recovery> each) {
    List<Runnable> partitions = new ArrayList<>();
    for (SimulatedTopic topic : tail) {
      for (int i = 0; i < topic.partitions().size(); i++) {
        Slot slot = topic.slot(i);
        List<Object> records =
            topic.partitions().get(i).subList(from.get(slot).intValue(), to.get(slot).intValue());
        partitions.add(() -> records.forEach(record -> each.accept(told(record))));
      }
    }
    Collections.shuffle(partitions, world.random);
    partitions.forEach(Runnable::run);
  }

  private static Recovery told(Object record) {
    if (record instanceof LogEntry entry) {
      return new Recovery.Entry(entry);
    } else if (record instanceof Execution execution) {
      return new Recovery.Published(execution.symbol(), execution.sequence());
    }
    return record instanceof RiskEvent event ? new Recovery.Told(event) : place((BadOrder) record);
  }

  /** What publishing a dead letter publishes. */
  static Recovery.PublishedAside place(BadOrder letter) {
    return new Recovery.PublishedAside("orders-" + letter.partition(), letter.offset());
  }

  @Override
  public void close() {}
}
