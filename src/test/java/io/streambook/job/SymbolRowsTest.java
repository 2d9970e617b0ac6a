package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.BandAction;
import io.streambook.book.Decimal8;
import io.streambook.book.Phase;
import io.streambook.book.TradingTerms;
import io.streambook.risk.DynamicBand;
import io.streambook.risk.Instrument;
import io.streambook.risk.Schedule;
import io.streambook.risk.SymbolRow;
import io.streambook.risk.TradingCalendar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of this release must be read by every later one: their bytes stand here. */
class SymbolRowsTest {
  private static final HexFormat HEX = HexFormat.of();

  private static final String FIELDS =
      "00000000"
          + "0000000000000007"
          + "00"
          + "00000000004c4b40"
          + "000000001dcd6500"
          + "000000001dcd6500"
          + "000000174876e800"
          + "04555344"
          + "0b434f4e54494e554f5553"
          + "00004e20"
          + "01"
          + "000003e8"
          + "8000000000000000"
          + "8000000000000000"
          + "00000002540be400"
          + "0000000000001388"
          + "00060a24181e4000"
          + "036f70";

  private static final String BAND_AND_NOTIONAL = "000000fa" + "065041555345" + "0000003c";

  private static final String SCHEDULE = "Europe/Zurich,08:00=PRE_OPEN,17:30:30=CLOSED";

  private static Instrument instrument(boolean reduceOnly, Schedule schedule) {
    return new Instrument(
        "ACME",
        0,
        7,
        false,
        5_000_000L,
        500_000_000L,
        500_000_000L,
        100_000_000_000L,
        "USD",
        Phase.CONTINUOUS,
        20_000,
        true,
        1_000,
        Decimal8.NONE,
        Decimal8.NONE,
        10_000_000_000L,
        5_000,
        1_700_000_000_000_000L,
        "op",
        new DynamicBand(250, BandAction.PAUSE, 60),
        100_000_000_000_000L,
        reduceOnly,
        schedule);
  }

  @Test
  void anInstrument() throws IOException {
    SymbolRow row = new SymbolRow.Reference(instrument(true, Schedule.parse(SCHEDULE)));
    byte[] written = SymbolRows.write(row);
    assertThat(HEX.formatHex(written))
        .isEqualTo(
            "04"
                + FIELDS
                + BAND_AND_NOTIONAL
                + "00005af3107a4000"
                + "01"
                // One more than its length, then its characters.
                + "2d"
                + HEX.formatHex(SCHEDULE.getBytes(StandardCharsets.US_ASCII)));
    assertThat(read(HEX.formatHex(written))).isEqualTo(row);
  }

  @Test
  void aScheduleWithAsMuchAsItMayHave() throws IOException {
    StringBuilder text = new StringBuilder("America/Argentina/ComodRivadavia,MON+WED+FRI");
    for (int hour = 0; hour < Schedule.MAX_STEPS; hour++) {
      text.append(",%02d:00:01=CONTINUOUS".formatted(hour));
    }
    for (int day = 0; day < TradingCalendar.MAX_HOLIDAYS; day++) {
      text.append(",!").append(LocalDate.parse("2026-01-01").plusDays(day));
    }
    Schedule schedule = Schedule.parse(text.toString());
    assertThat(schedule).hasToString(text.toString());
    SymbolRow row = new SymbolRow.Reference(instrument(true, schedule));
    assertThat(SymbolRows.read("ACME", "I", SymbolRows.write(row))).isEqualTo(row);
  }

  /** As of the formats before: no schedule, and no position had to be reduced. */
  @Test
  void anInstrumentOfAnEarlierRelease() throws IOException {
    String third = FIELDS + BAND_AND_NOTIONAL + "00005af3107a4000";
    assertThat(read("03" + third + "01"))
        .isEqualTo(new SymbolRow.Reference(instrument(true, Schedule.NONE)));
    assertThat(read("02" + third))
        .isEqualTo(new SymbolRow.Reference(instrument(false, Schedule.NONE)));
    Instrument first = ((SymbolRow.Reference) read("01" + FIELDS)).instrument();
    assertThat(first.operator()).isEqualTo("op");
    assertThat(first.band()).isEqualTo(DynamicBand.NONE);
    assertThat(first.reduceOnly()).isFalse();
  }

  @Test
  void aRowOfALaterReleaseIsRefused() {
    assertThatThrownBy(() -> read("05" + FIELDS))
        .hasMessage("symbol row I has format 5, newest is 4");
  }

  private static final String TRADING =
      "00000000004c4b40" // tick 0.05
          + "000000fa"
          + "065041555345"
          + "0000000000000009"
          + "00060a24181e4000"
          + "0000000000000005";

  private static SymbolRow.Trading trading(List<Long> expiries, long scheduledTo, long nextStep) {
    return new SymbolRow.Trading(
        new TradingTerms(5_000_000L, 250, BandAction.PAUSE),
        9,
        1_700_000_000_000_000L,
        5,
        expiries,
        scheduledTo,
        nextStep);
  }

  @Test
  void trading() throws IOException {
    SymbolRow.Trading row = trading(List.of(17L), 18, 19);
    String expiries = "00000001" + "0000000000000011";
    assertThat(HEX.formatHex(SymbolRows.write(row)))
        .isEqualTo("03" + TRADING + expiries + "0000000000000012" + "0000000000000013");
    assertThat(read("T", HEX.formatHex(SymbolRows.write(row)))).isEqualTo(row);
    assertThat(row.wakeAt()).isEqualTo(17);
    assertThat(trading(List.of(), 18, 19).wakeAt()).isEqualTo(19);
  }

  /** As of the formats before: no schedule, and no expiries in the first. */
  @Test
  void tradingOfAnEarlierRelease() throws IOException {
    assertThat(read("T", "02" + TRADING + "00000001" + "0000000000000011"))
        .isEqualTo(trading(List.of(17L), 0, Long.MAX_VALUE));
    assertThat(read("T", "01" + TRADING)).isEqualTo(trading(List.of(), 0, Long.MAX_VALUE));
  }

  private static SymbolRow read(String hex) throws IOException {
    return read("I", hex);
  }

  private static SymbolRow read(String key, String hex) throws IOException {
    return SymbolRows.read("ACME", key, HEX.parseHex(hex));
  }
}
