/**
 * The risk controls: plain Java, no framework. {@code SymbolControls} judges what one symbol can
 * tell (reference data, phase, price), {@code AccountControls} what one firm can tell (limits,
 * credit, duplicates, kill switch).
 */
package io.streambook.risk;
