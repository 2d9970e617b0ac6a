package io.streambook.bench;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Reads and writes one value per record, and hands the record on. */
final class CountPerKey extends KeyedProcessFunction<String, GenericRecord, GenericRecord> {
  private static final long serialVersionUID = 1L;

  private transient ValueState<Long> count;

  @Override
  public void open(OpenContext context) {
    count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
  }

  @Override
  public void processElement(GenericRecord order, Context context, Collector<GenericRecord> out)
      throws Exception {
    Long before = count.value();
    count.update(before == null ? 1 : before + 1);
    out.collect(order);
  }
}
