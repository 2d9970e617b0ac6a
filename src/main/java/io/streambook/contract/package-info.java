/**
 * The topics and their Avro records: what they are called, how bytes become the values of {@code
 * book} and {@code risk} and back, the registry, and the dead letters.
 */
package io.streambook.contract;
