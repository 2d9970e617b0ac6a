package io.streambook.job;

import io.streambook.contract.DeadLetter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Values go on, dead letters go aside. */
final class DeadLetterSplit extends ProcessFunction<Object, Object> {
  static final OutputTag<Object> DEAD_LETTERS = new OutputTag<>("dead-letters", Messages.TYPE);

  @Override
  public void processElement(Object message, Context context, Collector<Object> values) {
    if (message instanceof DeadLetter) {
      context.output(DEAD_LETTERS, message);
    } else {
      values.collect(message);
    }
  }
}
