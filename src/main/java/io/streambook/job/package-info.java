/**
 * The Flink job: main class, topology, operators, state formats, sources and sinks. The operators
 * fetch state, call the rules in {@code risk} and {@code book}, and emit; they hold no rule.
 */
package io.streambook.job;
