package io.streambook.core;

import io.streambook.book.Decimal8;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Sets the parameters of a statement one after the other. */
final class Row {
  /** Year 1. A refused order may name any time; those of Postgres begin in 4713 BC. */
  private static final long FIRST_MICROS = -62_135_596_800_000_000L;

  private final PreparedStatement statement;
  private int parameter;

  Row(PreparedStatement statement) {
    this.statement = statement;
  }

  /** Null stays null. Postgres can't hold the character NUL: it becomes U+FFFD. */
  Row text(String value) throws SQLException {
    statement.setString(++parameter, value == null ? null : value.replace('\0', '\uFFFD'));
    return this;
  }

  /** The name, or null. */
  Row name(Enum<?> value) throws SQLException {
    return text(value == null ? null : value.name());
  }

  Row number(int value) throws SQLException {
    statement.setInt(++parameter, value);
    return this;
  }

  Row number(long value) throws SQLException {
    statement.setLong(++parameter, value);
    return this;
  }

  /** Negative stands for none. */
  Row numberOrNull(int value) throws SQLException {
    if (value < 0) {
      statement.setNull(++parameter, Types.INTEGER);
      return this;
    }
    return number(value);
  }

  /** 10⁻⁸ units; {@link Decimal8#NONE} becomes null. */
  Row decimal(long value) throws SQLException {
    if (value == Decimal8.NONE) {
      statement.setNull(++parameter, Types.NUMERIC);
    } else {
      statement.setBigDecimal(++parameter, BigDecimal.valueOf(value, Decimal8.SCALE));
    }
    return this;
  }

  /** 10⁻⁸ units; 0 becomes null. */
  Row decimalOrNull(long value) throws SQLException {
    return decimal(value == 0 ? Decimal8.NONE : value);
  }

  /** Empty becomes null. */
  Row textOrNull(String value) throws SQLException {
    return text(value.isEmpty() ? null : value);
  }

  Row flag(boolean value) throws SQLException {
    statement.setBoolean(++parameter, value);
    return this;
  }

  /** Microseconds since 1970; 0 becomes null. */
  Row timeOrNull(long micros) throws SQLException {
    if (micros == 0) {
      statement.setNull(++parameter, Types.TIMESTAMP_WITH_TIMEZONE);
      return this;
    }
    return time(micros);
  }

  /** Days since 1970. */
  Row day(int value) throws SQLException {
    statement.setObject(++parameter, LocalDate.ofEpochDay(value));
    return this;
  }

  /** Microseconds since 1970. What is before year 1 becomes its beginning. */
  Row time(long micros) throws SQLException {
    Instant time = Instant.EPOCH.plus(Math.max(FIRST_MICROS, micros), ChronoUnit.MICROS);
    statement.setObject(++parameter, time.atOffset(ZoneOffset.UTC));
    return this;
  }
}
