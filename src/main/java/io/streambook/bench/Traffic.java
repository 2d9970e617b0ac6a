package io.streambook.bench;

import java.io.Serializable;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;

/**
 * How many records the venue writes for an order, besides the entry of its log.
 *
 * @param executions of each order, on average
 * @param trades of each order, on average
 */
record Traffic(double executions, double trades) implements Serializable {
  /** Those of a drain that was counted. */
  static Traffic of(Answers.Count count) {
    return new Traffic(
        (double) count.executed() / count.answered(), (double) count.traded() / count.answered());
  }

  /** As many copies of an order, each with its topic. */
  FlatMapFunction<GenericRecord, Tuple2<String, GenericRecord>> of(
      String log, String executionsTopic, String tradesTopic) {
    Share ofExecutions = new Share(executions);
    Share ofTrades = new Share(trades);
    return (order, out) -> {
      out.collect(Tuple2.of(log, order));
      for (int i = ofExecutions.next(); i > 0; i--) {
        out.collect(Tuple2.of(executionsTopic, order));
      }
      for (int i = ofTrades.next(); i > 0; i--) {
        out.collect(Tuple2.of(tradesTopic, order));
      }
    };
  }

  /** Whole numbers that have this average. */
  private static final class Share implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double average;
    private double owed;

    Share(double average) {
      this.average = average;
    }

    int next() {
      owed += average;
      int whole = (int) owed;
      owed -= whole;
      return whole;
    }
  }
}
