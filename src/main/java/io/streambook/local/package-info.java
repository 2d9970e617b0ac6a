/**
 * The embedded stack: Kafka, Schema Registry and Postgres as processes of their own, Flink in this
 * one or as a cluster of processes. Each has start, stop and a port; nothing outlives the process
 * that started it, not even when that one is killed. {@link io.streambook.local.LocalStack} is all
 * that the venue needs besides Flink.
 */
package io.streambook.local;
