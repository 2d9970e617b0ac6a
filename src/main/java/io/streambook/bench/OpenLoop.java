package io.streambook.bench;

import io.streambook.marketdata.RateSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Orders made beforehand, to be sent each at its time, whatever becomes of those before. */
final class OpenLoop {
  // Time for the observers to be there.
  private static final long BEFORE_FIRST_NANOS = 2_000_000_000L;
  private static final int WARM_UP_SECONDS_MAX = 5;

  private final List<ProducerRecord<byte[], byte[]>> records;
  private final int rate;
  private final RateSchedule schedule;
  private final long firstNumber;
  private final int warmUp;

  private OpenLoop(
      List<ProducerRecord<byte[], byte[]>> records, int rate, long firstNumber, int warmUp) {
    this.records = records;
    this.rate = rate;
    this.schedule = new RateSchedule(rate, System.nanoTime() + BEFORE_FIRST_NANOS);
    this.firstNumber = firstNumber;
    this.warmUp = warmUp;
  }

  /**
   * Makes the orders; the first is due soon.
   *
   * @param seconds that are measured, after some that are not
   */
  static OpenLoop of(OrderMix mix, OrderSender sender, int rate, int seconds) {
    int warmUp = rate * Math.min(WARM_UP_SECONDS_MAX, seconds);
    int count = warmUp + rate * seconds;
    long firstNumber = mix.made() + 1;
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(sender.encode(mix.next()));
    }
    return new OpenLoop(records, rate, firstNumber, warmUp);
  }

  int rate() {
    return rate;
  }

  int count() {
    return records.size();
  }

  /** Measures from this loop's schedule. */
  Arrivals arrivals() {
    return new Arrivals(schedule, firstNumber, records.size(), warmUp);
  }

  /** Measures without a warm-up. */
  Arrivals everyArrival() {
    return new Arrivals(schedule, firstNumber, records.size(), 0);
  }

  /** Sends them all. */
  void run(OrderSender sender) {
    for (int i = 0; i < records.size(); i++) {
      long due = schedule.nanosOf(i);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      sender.send(records.get(i));
    }
    sender.flush();
  }
}
