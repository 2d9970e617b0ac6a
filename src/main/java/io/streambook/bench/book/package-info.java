/**
 * The speed of the book beside that of exchange-core, on the same commands in the same JVM. Start
 * with {@link io.streambook.bench.book.BookBench}.
 */
package io.streambook.bench.book;
