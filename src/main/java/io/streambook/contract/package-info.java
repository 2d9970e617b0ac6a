/**
 * The topics and their Avro records: what they are called, how bytes become the values of {@code
 * book} and {@code risk} and back, the registry, and the dead letters.
 *
 * <p>The generated classes read and write every contract. Those of the busy topics are also read
 * and written by hand ({@link io.streambook.contract.DirectContract}), since a venue decodes and
 * encodes half a dozen records for each order; a test holds both ways to each other.
 */
package io.streambook.contract;
