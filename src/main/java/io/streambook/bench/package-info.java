/**
 * What {@code ./streambook bench venue} measures, on a broker, a registry and a Flink of its own:
 * throughput and latency of the whole venue beside a stock Flink job that only copies the same
 * orders, the cost of its state, and the audit of what came out. {@link
 * io.streambook.bench.VenueBench} runs it; {@link io.streambook.bench.OrderMix} is the input. And
 * what {@code bench orderservice} measures: orders by REST while the venue runs, beside a bare
 * server of the same library; {@link io.streambook.bench.OrderServiceBench} runs that.
 */
package io.streambook.bench;
