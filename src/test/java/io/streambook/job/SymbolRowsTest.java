package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.book.BandAction;
import io.streambook.book.Decimal8;
import io.streambook.book.Phase;
import io.streambook.risk.DynamicBand;
import io.streambook.risk.Instrument;
import io.streambook.risk.SymbolRow;
import java.io.IOException;
import java.util.HexFormat;
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

  private static Instrument instrument(boolean reduceOnly) {
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
        reduceOnly);
  }

  @Test
  void anInstrument() throws IOException {
    SymbolRow row = new SymbolRow.Reference(instrument(true));
    byte[] written = SymbolRows.write(row);
    assertThat(HEX.formatHex(written))
        .isEqualTo("03" + FIELDS + BAND_AND_NOTIONAL + "00005af3107a4000" + "01");
    assertThat(read(HEX.formatHex(written))).isEqualTo(row);
  }

  /** As of the formats before: no position had to be reduced. */
  @Test
  void anInstrumentOfAnEarlierRelease() throws IOException {
    assertThat(read("02" + FIELDS + BAND_AND_NOTIONAL + "00005af3107a4000"))
        .isEqualTo(new SymbolRow.Reference(instrument(false)));
    Instrument first = ((SymbolRow.Reference) read("01" + FIELDS)).instrument();
    assertThat(first.operator()).isEqualTo("op");
    assertThat(first.band()).isEqualTo(DynamicBand.NONE);
    assertThat(first.reduceOnly()).isFalse();
  }

  @Test
  void aRowOfALaterReleaseIsRefused() {
    assertThatThrownBy(() -> read("04" + FIELDS))
        .hasMessage("symbol row I has format 4, newest is 3");
  }

  private static SymbolRow read(String hex) throws IOException {
    return SymbolRows.read("ACME", "I", HEX.parseHex(hex));
  }
}
