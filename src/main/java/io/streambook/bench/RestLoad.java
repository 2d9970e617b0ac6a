package io.streambook.bench;

import io.streambook.marketdata.RateSchedule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Clients that send orders over keep-alive connections, one order at a time on each: at a constant
 * rate, or each as soon as the one before is answered. At a rate an order counts from when it was
 * due, so that a pause of the server is felt by all that it held up.
 */
final class RestLoad {
  private static final long MAX_MICROS = 3_600_000_000L;
  private static final int MICROS_DIGITS = 3;

  private final int port;
  private final int connections;
  private final Supplier<byte[]> requests;
  private final boolean paced;
  private final RateSchedule schedule;
  private final long endNanos;
  private final long giveUpNanos;
  private final AtomicLong unsent = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final Histogram micros = new Histogram(MAX_MICROS, MICROS_DIGITS);
  private final Map<String, Long> answers = new TreeMap<>();
  private long cpuNanos;

  /**
   * @param rate orders a second; 0 for as many as it takes
   * @param time in which orders are due; what is not sent after twice of it is given up
   */
  RestLoad(int port, int connections, Supplier<byte[]> requests, int rate, Duration time) {
    this.port = port;
    this.connections = connections;
    this.requests = requests;
    this.paced = rate > 0;
    long now = System.nanoTime();
    this.schedule = new RateSchedule(paced ? rate : 1, now);
    this.endNanos = now + time.toNanos();
    this.giveUpNanos = endNanos + time.toNanos();
  }

  /**
   * What came of it.
   *
   * @param answers how many were answered what: HTTP's status, and the order's or the error's code
   * @param unsent orders that were given up
   * @param nanos from the first order to the last answer
   * @param clientNanos processor time of the clients
   */
  record Result(
      Histogram micros, Map<String, Long> answers, long unsent, long nanos, long clientNanos) {
    long count() {
      return micros.getTotalCount();
    }

    /** Orders that were taken, a second. */
    double acceptedPerSecond() {
      long accepted =
          answers.entrySet().stream()
              .filter(answer -> answer.getKey().startsWith("200"))
              .mapToLong(Map.Entry::getValue)
              .sum();
      return accepted * 1e9 / nanos;
    }
  }

  /** Sends until the time is over and all are answered. */
  Result run() {
    long begin = System.nanoTime();
    List<CompletableFuture<Void>> clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      String name = "bench-client-" + i;
      clients.add(CompletableFuture.runAsync(this::client, task -> new Thread(task, name).start()));
    }
    CompletableFuture.allOf(clients.toArray(CompletableFuture<?>[]::new)).join();
    return new Result(micros, answers, unsent.get(), System.nanoTime() - begin, cpuNanos);
  }

  private void client() {
    Histogram mine = new Histogram(MAX_MICROS, MICROS_DIGITS);
    Map<String, Long> told = new TreeMap<>();
    try (RestConnection connection = new RestConnection(port)) {
      for (long due = due(); due < endNanos; due = due()) {
        waitUntil(due);
        if (System.nanoTime() > giveUpNanos) {
          unsent.incrementAndGet();
          continue;
        }
        RestConnection.Answer answer = connection.send(requests.get());
        mine.recordValue(Math.min(MAX_MICROS, (System.nanoTime() - due) / 1_000));
        told.merge(outcome(answer), 1L, Long::sum);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a connection to the server broke", e);
    }
    add(mine, told, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }

  private long due() {
    return paced ? schedule.nanosOf(sent.getAndIncrement()) : System.nanoTime();
  }

  private static void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private synchronized void add(Histogram mine, Map<String, Long> told, long nanos) {
    cpuNanos += nanos;
    micros.add(mine);
    told.forEach((outcome, count) -> answers.merge(outcome, count, Long::sum));
  }

  /** Such as {@code 200 FILLED} or {@code 400 -2010}. */
  private static String outcome(RestConnection.Answer answer) {
    String name = answer.status() == 200 ? "\"status\":\"" : "\"code\":";
    int from = answer.body().indexOf(name);
    if (from < 0) {
      return Integer.toString(answer.status());
    }
    int begin = from + name.length();
    int end = begin;
    while (end < answer.body().length() && "\",}".indexOf(answer.body().charAt(end)) < 0) {
      end++;
    }
    return answer.status() + " " + answer.body().substring(begin, end);
  }
}
