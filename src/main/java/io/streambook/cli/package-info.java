/**
 * The commands of {@code ./streambook}: each is a small class that reads its options, calls the
 * package that does the work and prints the answer. {@link io.streambook.cli.Streambook} lists
 * them.
 */
package io.streambook.cli;
