/**
 * What is kept in Postgres: orders, executions and trades as the topics tell them, and the
 * positions that follow. The migrations beside this code are the schema; every write can be
 * repeated.
 */
package io.streambook.core;
