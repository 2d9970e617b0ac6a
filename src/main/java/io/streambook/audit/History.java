package io.streambook.audit;

import java.util.List;

/**
 * What a compacted topic still has of a key. Compaction takes the earliest records first.
 *
 * @param records oldest first, without tombstones
 * @param whole whether no earlier record may be missing
 */
record History<T>(List<Found<T>> records, boolean whole) {}
