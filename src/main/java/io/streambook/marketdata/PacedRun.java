package io.streambook.marketdata;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Does a step at a constant rate, and measures the rate that it really had. One thread runs it; any
 * thread may stop it.
 */
public final class PacedRun {
  private static final long SECOND = 1_000_000_000L;

  /** Short enough for the rate, long enough not to burn a processor. */
  private static final long PAUSE_NANOS_MIN = 500_000;

  private static final int STEPS_BETWEEN_LOOKS = 256;

  private final Duration duration;
  private final Runnable step;
  private final LongSupplier nanoClock;
  private final LongConsumer pause;
  private volatile int wanted;
  private volatile boolean stopped;

  // Of the run's thread: since the rate last changed.
  private int perSecond;
  private long base;
  private long steps;
  private volatile long done;

  /**
   * What was measured.
   *
   * @param elapsed since the first step
   * @param done steps so far
   * @param recent steps a second since the last report
   * @param mean steps a second since the first
   * @param behind steps that are due and not done
   */
  public record Report(
      int target, Duration elapsed, long done, double recent, double mean, long behind) {

    /** How far the mean is from the target, in per cent. */
    public double percentOff() {
      return 100 * (mean - target) / target;
    }

    @Override
    public String toString() {
      String text =
          String.format(
              Locale.ROOT,
              "%,d sent in %.1f s, now %,.1f/s, mean %,.1f/s of %,d/s (%+.2f %%)",
              done,
              elapsed.toMillis() / 1_000.0,
              recent,
              mean,
              target,
              percentOff());
      return behind < target
          ? text
          : text + String.format(Locale.ROOT, ", BEHIND by %,d: too fast for this machine", behind);
    }
  }

  /**
   * A run that ends with its duration, or when it is stopped.
   *
   * @param perSecond 1 to {@link RateSchedule#MAX_RATE}
   * @param duration exactly perSecond × duration steps are done, at least one, unless the rate is
   *     changed; null runs until stopped
   * @param step may throw: that ends the run
   */
  public PacedRun(int perSecond, Duration duration, Runnable step) {
    this(perSecond, duration, step, System::nanoTime, LockSupport::parkNanos);
  }

  PacedRun(
      int perSecond, Duration duration, Runnable step, LongSupplier nanoClock, LongConsumer pause) {
    this.wanted = perSecond;
    this.duration = duration;
    this.step = step;
    this.nanoClock = nanoClock;
    this.pause = pause;
  }

  /**
   * Runs to the end.
   *
   * @param eachSecond hears what was measured once a second
   * @return what was measured in all
   */
  public Report run(Consumer<Report> eachSecond) {
    long start = nanoClock.getAsLong();
    RateSchedule schedule = change(start, start);
    Meter meter = new Meter(start);
    long nextReport = start + SECOND;
    while (!stopped && done < steps) {
      long now = nanoClock.getAsLong();
      if (wanted != perSecond) {
        schedule = change(start, now);
        meter = new Meter(now);
      }
      long due = Math.min(base + schedule.due(now), steps);
      if (done < due) {
        now = doSteps(Math.min(due, done + STEPS_BETWEEN_LOOKS));
        meter.last = now;
      }
      if (now >= nextReport) {
        eachSecond.accept(meter.report(base + schedule.due(now)));
        nextReport += SECOND * (1 + (now - nextReport) / SECOND);
      }
      if (done >= due) {
        long next = Math.min(schedule.nanosOf(done - base), nextReport);
        pause.accept(Math.max(PAUSE_NANOS_MIN, next - now));
      }
    }
    return meter.report(done);
  }

  /** Begins with the rate that is wanted. */
  private RateSchedule change(long start, long now) {
    perSecond = wanted;
    base = done;
    if (duration == null) {
      steps = Long.MAX_VALUE;
    } else {
      long leftMillis = Math.max(0, duration.toMillis() - (now - start) / 1_000_000);
      steps = base + Math.max(1, leftMillis * perSecond / 1_000);
    }
    return new RateSchedule(perSecond, now);
  }

  /**
   * Goes on at another rate, at once; what was measured begins anew.
   *
   * @param newPerSecond 1 to {@link RateSchedule#MAX_RATE}
   */
  public void rate(int newPerSecond) {
    RateSchedule.check(newPerSecond);
    wanted = newPerSecond;
  }

  /** Ends the run after the current step. */
  public void stop() {
    stopped = true;
  }

  /** Steps done so far. */
  public long done() {
    return done;
  }

  private long doSteps(long until) {
    long count = done;
    while (count < until && !stopped) {
      step.run();
      count++;
      done = count;
    }
    return nanoClock.getAsLong();
  }

  /** N steps have N − 1 intervals between them: a rate is intervals by time. */
  private final class Meter {
    private final long start;
    private long last;
    private long reportedLast;
    private long reportedDone = base + 1;

    Meter(long start) {
      this.start = start;
      this.last = start;
      this.reportedLast = start;
    }

    Report report(long due) {
      double recent = rate(done - reportedDone, last - reportedLast);
      reportedDone = done;
      reportedLast = last;
      double mean = rate(done - base - 1, last - start);
      return new Report(
          perSecond, Duration.ofNanos(last - start), done, recent, mean, Math.max(0, due - done));
    }

    /** A run too short to be measured has its target rate. */
    private double rate(long intervals, long nanos) {
      return nanos <= 0 ? perSecond : (double) intervals * SECOND / nanos;
    }
  }
}
