package io.streambook.simulation;

/** Something that may happen next. */
interface Step {
  boolean isDue();

  void take() throws Exception;
}
