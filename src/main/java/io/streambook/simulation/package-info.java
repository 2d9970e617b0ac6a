/**
 * The venue of {@link io.streambook.venue} on a simulated Kafka, Flink and checkpoint store, under
 * a seeded schedule that crashes it at any point. One thread; a seed repeats a run exactly.
 */
package io.streambook.simulation;
