package io.streambook.venue;

import io.streambook.book.Matching;
import io.streambook.book.Sequencer;

/** What the last stage keeps of a symbol. */
public record SymbolBook(Sequencer sequencer, Matching matching) {}
