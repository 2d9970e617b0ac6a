package io.streambook.risk;

import io.streambook.book.Decimal8;

/**
 * Top of book of one venue. Prices in 10⁻⁸, {@link Decimal8#NONE} where there is none.
 *
 * @param timestamp the venue's, in microseconds since 1970
 * @param recordTimestamp Kafka's, in microseconds since 1970
 */
public record Quote(
    String symbol,
    String venue,
    long bid,
    long ask,
    long last,
    long bidSize,
    long askSize,
    long timestamp,
    long recordTimestamp) {}
