package io.streambook.bench.book;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.Histogram;

/**
 * What single commands of a stream take.
 *
 * @param events that came out
 * @param allocated bytes for a command, by the counter that JMH's gc.alloc.rate.norm reads
 * @param times median and p99.9 in nanoseconds, with the clock's own time in them
 */
record Singles(long events, double allocated, String times) {
  private static final int ROUNDS = 2;

  /** The last of some rounds counts. */
  static Singles of(MeasuredBook book, Commands commands) {
    Singles singles = null;
    for (int round = 0; round < ROUNDS; round++) {
      book.reset();
      book.run(0, commands.filled());
      singles = measured(book, commands);
    }
    return singles;
  }

  private static Singles measured(MeasuredBook book, Commands commands) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Histogram nanos = new Histogram(3);
    nanos.recordValue(Integer.MAX_VALUE);
    nanos.reset();
    long eventsBefore = book.events().events();
    long allocated = 0;
    for (int from = commands.filled(); from < commands.size(); from += MeasuredBook.BATCH) {
      int end = Math.min(commands.size(), from + MeasuredBook.BATCH);
      book.prepare(from, end);
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int n = 0; n < end - from; n++) {
        long start = System.nanoTime();
        book.apply(n);
        nanos.recordValue(System.nanoTime() - start);
      }
      allocated += threads.getCurrentThreadAllocatedBytes() - before;
    }
    return new Singles(
        book.events().events() - eventsBefore,
        (double) allocated / (commands.size() - commands.filled()),
        nanos.getValueAtPercentile(50) + "/" + nanos.getValueAtPercentile(99.9));
  }
}
