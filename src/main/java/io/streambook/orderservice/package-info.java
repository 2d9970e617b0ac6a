/**
 * The Order Service: clients of a big exchange reach the venue by REST and WebSocket. {@code desk}
 * is the venue as clients see it, {@code access} who may do what, {@code rest} and {@code stream}
 * the two ways in.
 */
package io.streambook.orderservice;
