/**
 * Proof that the book does what it should: random commands against the naive book, and streams of
 * others against what others made of them. Start with {@link io.streambook.conformance.Soak}.
 */
package io.streambook.conformance;
