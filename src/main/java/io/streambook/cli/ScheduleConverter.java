package io.streambook.cli;

import io.streambook.risk.Schedule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A schedule as {@link Schedule#parse} reads it. */
final class ScheduleConverter implements ITypeConverter<Schedule> {
  @Override
  public Schedule convert(String text) {
    try {
      return Schedule.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "': " + e.getMessage());
    }
  }
}
