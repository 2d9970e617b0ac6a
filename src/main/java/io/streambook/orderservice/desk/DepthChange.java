package io.streambook.orderservice.desk;

import java.util.NavigableMap;

/**
 * What changed in a book between two of its states: for each price that changed the quantity that
 * is there now, 0 when none is. Prices and quantities in 10⁻⁸.
 *
 * @param firstUpdateId log sequence after that of the state before
 * @param lastUpdateId log sequence of the state now
 * @param bids by price
 * @param asks by price
 */
public record DepthChange(
    String symbol,
    long firstUpdateId,
    long lastUpdateId,
    NavigableMap<Long, Long> bids,
    NavigableMap<Long, Long> asks) {}
