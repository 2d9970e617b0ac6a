/**
 * The order book and the rules of matching: plain Java, no framework, no clock, no I/O, no threads.
 * {@link io.streambook.book.Sequencer} brings judged orders into the symbol's log, {@link
 * io.streambook.book.Matching} applies the log and tells what follows from it.
 */
package io.streambook.book;
