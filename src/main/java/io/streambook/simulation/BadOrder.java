package io.streambook.simulation;

/** A record of {@code orders} that can't be decoded, and the dead letter that comes of it. */
record BadOrder(int partition, long offset) {}
