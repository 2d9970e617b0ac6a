package io.streambook.simulation;

import io.streambook.venue.Recovery;
import io.streambook.venue.Stage;
import java.util.ArrayList;
import java.util.List;

/** A subtask of a stage: takes its snapshot when the barrier has come on all its channels. */
final class Task {
  /** What a task adds to the snapshot of its job. */
  interface Save {
    void into(Snapshot snapshot) throws Exception;
  }

  /** What a task does without a message. */
  interface Work {
    void run() throws Exception;
  }

  private final Attempt attempt;
  private final Stage stage;
  private final Save save;
  private final List<Channel> inputs = new ArrayList<>();
  private final List<Channel> outputs;
  private int barriers;
  private long taken;

  /** True while it works, and for ever once that has thrown: the rest of its job may go on. */
  private boolean failed;

  Task(Attempt attempt, Stage stage, List<Channel> outputs, Save save) {
    this.attempt = attempt;
    this.stage = stage;
    this.outputs = outputs;
    this.save = save;
  }

  /** A new channel to this task. */
  Channel input() {
    Channel channel = new Channel(this);
    inputs.add(channel);
    return channel;
  }

  boolean hasFailed() {
    return failed;
  }

  /** Messages so far. */
  long taken() {
    return taken;
  }

  void take(Object message) throws Exception {
    failed = true;
    taken++;
    if (message instanceof Recovery told) {
      stage.recover(told, attempt.world().now);
    } else {
      stage.accept(message, attempt.world().now);
    }
    failed = false;
  }

  /** One that throws ends the task, as a message does. */
  void work(Work work) throws Exception {
    failed = true;
    work.run();
    failed = false;
  }

  void barrier(Channel from) throws Exception {
    failed = true;
    barriers++;
    boolean all = barriers == inputs.size();
    boolean aligned = !attempt.isBroken(Breakage.NO_ALIGNMENT);
    if (aligned ? all : barriers == 1) {
      save.into(attempt.snapshot());
      for (Channel output : outputs) {
        output.putBarrier();
      }
    }
    if (!aligned) {
      from.release();
    } else if (all) {
      inputs.forEach(Channel::release);
    }
    if (all) {
      barriers = 0;
      attempt.acknowledge();
    }
    failed = false;
  }
}
