/**
 * The venue as plain Java: three stages that number, judge, sequence and match orders, the groups
 * in which what follows is published, and how all of it recovers from the log. Where it runs
 * (Flink) is behind {@link io.streambook.venue.Keyed}, where it publishes (Kafka) behind {@link
 * io.streambook.venue.Ledger} and {@link io.streambook.venue.LogStore}; the simulation has its own
 * of each.
 */
package io.streambook.venue;
