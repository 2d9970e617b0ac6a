/**
 * The venue as its clients see it: commands go to {@code orders} and come back as answers, and the
 * topics become orders, trades, books, candles and accounts that can be asked for. Views are
 * rebuilt from the topics at each start.
 */
package io.streambook.orderservice.desk;
