/**
 * What goes into the venue when no one trades on it: quotes and orders of a seeded model, and
 * recorded files. {@link io.streambook.marketdata.Universe} is the common ground, {@link
 * io.streambook.marketdata.QuoteModel}, {@link io.streambook.marketdata.OrderFlow} and {@link
 * io.streambook.marketdata.TapeTranslator} decide what is sent, plain Java and the same for the
 * same seed; the rest sends it to Kafka at a rate.
 */
package io.streambook.marketdata;
