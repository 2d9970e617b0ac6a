/** WebSocket as clients of a big exchange know it: market data, and the events of an account. */
package io.streambook.orderservice.stream;
