package io.streambook.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * The sizes of a run.
 *
 * @param seed the same seed gives the same orders
 * @param symbols that trade
 * @param accounts under a tenth as many firms
 * @param resting orders in the book before a clock starts
 * @param orders drained in a round of throughput
 * @param rounds of throughput; 0 leaves it out
 * @param rates of the latency runs in orders a second; empty leaves them out
 * @param latencySeconds measured at each rate
 * @param stateResting resting orders when checkpoints are measured; 0 leaves it out
 * @param stateCheckpoints that are measured
 * @param stateSeconds between two of them
 * @param parallelism of both jobs
 * @param partitions of all topics
 * @param brief too short for its times to decide anything
 * @param profile the JFR file of the venue's first round, or null for none
 * @param rocksDbFolder where RocksDB's working files are, or null for beside the rest
 */
public record BenchSettings(
    long seed,
    int symbols,
    int accounts,
    int resting,
    int orders,
    int rounds,
    List<Integer> rates,
    int latencySeconds,
    int stateResting,
    int stateCheckpoints,
    int stateSeconds,
    int parallelism,
    int partitions,
    boolean brief,
    Path profile,
    Path rocksDbFolder) {}
