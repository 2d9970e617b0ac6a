package io.streambook.chaos;

/**
 * What a run is asked for.
 *
 * @param faults how many, at least one
 * @param seed the same one gives the same faults and orders
 * @param rate orders a second, and as many quotes
 * @param symbols instruments that trade
 */
public record ChaosSettings(int faults, long seed, int rate, int symbols) {}
