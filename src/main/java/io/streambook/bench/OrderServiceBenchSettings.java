package io.streambook.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * The sizes of a run.
 *
 * @param seed the same seed gives the same orders
 * @param rate orders a second that are aimed at
 * @param connections of the clients
 * @param seconds of each measurement
 * @param rounds of all measurements; the best of each counts
 * @param brief too short for its times to decide anything
 * @param profile the JFR file of the Order Service, or null for none
 */
public record OrderServiceBenchSettings(
    long seed, int rate, int connections, int seconds, int rounds, boolean brief, Path profile) {
  private static final int SYMBOLS = 100;
  private static final int ACCOUNTS = 200;
  private static final int PARTITIONS = 4;

  /** Of the venue behind it. */
  BenchSettings venue() {
    return new BenchSettings(
        seed, SYMBOLS, ACCOUNTS, 0, 0, 0, List.of(), 0, 0, 0, 0, 1, PARTITIONS, brief, null, null);
  }
}
