package io.streambook.contract;

/** What a decoder makes of a record: it never throws on data. */
public sealed interface Decoded<T> {
  /** The record. */
  record Value<T>(T value) implements Decoded<T> {}

  /** Why there is none. */
  record Dead<T>(DeadLetter letter) implements Decoded<T> {}
}
