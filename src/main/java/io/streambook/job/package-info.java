/**
 * The Flink job: main class, topology, sources, operators, state formats, and the ledger that
 * publishes. The operators move messages and state for the stages in {@code venue}; they hold no
 * rule.
 */
package io.streambook.job;
