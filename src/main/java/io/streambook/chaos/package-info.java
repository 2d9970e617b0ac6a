/**
 * Real crashes: a venue on a real cluster under load, whose processes are killed and frozen by a
 * seeded schedule, and the proof that no order was lost or doubled by it. {@link
 * io.streambook.chaos.Chaos} is one run.
 */
package io.streambook.chaos;
