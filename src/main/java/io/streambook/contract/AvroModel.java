package io.streambook.contract;

import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/** How Avro fills the generated classes: times as java.time, decimals as their bytes. */
final class AvroModel {
  static final SpecificData MODEL = model();

  private AvroModel() {}

  private static SpecificData model() {
    SpecificData model = new SpecificData(AvroModel.class.getClassLoader());
    model.addLogicalTypeConversion(new TimeConversions.DateConversion());
    model.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    return model;
  }
}
