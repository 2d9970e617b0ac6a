/**
 * FIX 4.4 for clients that have an engine: orders, executions, market data, drop copies. {@link
 * io.streambook.orderservice.fix.FixAcceptor} is where to begin.
 */
package io.streambook.orderservice.fix;
