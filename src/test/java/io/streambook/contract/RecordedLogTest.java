package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.avro.ValidatedOrder;
import io.streambook.book.LogEntry;
import io.streambook.book.Matching;
import io.streambook.book.NaiveBook;
import io.streambook.book.Tape;
import io.streambook.book.TestLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The log of each release, as an Avro file with the schema of its time, still replays to what it
 * once gave. {@link #main} records the one of the present release; a file that is there is never
 * written again.
 */
class RecordedLogTest {
  private static final Path LOGS = Path.of("src/test/resources/logs");

  static Stream<Path> releases() throws IOException {
    try (Stream<Path> files = Files.list(LOGS)) {
      return files.filter(file -> file.toString().endsWith(".avro")).sorted().toList().stream();
    }
  }

  private static Path events(Path log) {
    return log.resolveSibling(log.getFileName().toString().replace(".avro", ".txt"));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void aLogReplaysToWhatItOnceGave(Path file) throws IOException {
    Matching matching = new Matching("ACME");
    NaiveBook naive = new NaiveBook();
    Tape tape = new Tape();
    Tape expected = new Tape();
    for (LogEntry entry : read(file)) {
      matching.apply(entry, tape);
      naive.apply(entry, expected);
    }
    assertThat(tape.lines()).isEqualTo(Files.readAllLines(events(file)));
    assertThat(expected.lines()).isEqualTo(Files.readAllLines(events(file)));
  }

  private static List<LogEntry> read(Path file) throws IOException {
    SpecificDatumReader<ValidatedOrder> reader =
        new SpecificDatumReader<>(null, ValidatedOrder.getClassSchema(), AvroModel.MODEL);
    LogContract contract = new LogContract();
    List<LogEntry> entries = new ArrayList<>();
    try (DataFileReader<ValidatedOrder> records = new DataFileReader<>(file.toFile(), reader)) {
      records.forEach(avro -> entries.add(contract.read(avro, null)));
    }
    return entries;
  }

  /**
   * Records.
   *
   * @param args the name of the release
   */
  public static void main(String[] args) throws IOException {
    Path file = LOGS.resolve(args[0] + ".avro");
    List<LogEntry> entries = new TestLog("ACME").entries(LINES);
    Schema schema = ValidatedOrder.getClassSchema();
    AvroOutput out = new AvroOutput();
    Files.createDirectories(LOGS);
    Files.createFile(file);
    try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
      writer.create(schema, file.toFile());
      for (LogEntry entry : entries) {
        out.start(new byte[0]);
        new LogContract().write(entry, out);
        writer.appendEncoded(ByteBuffer.wrap(out.toByteArray()));
      }
    }
    Matching matching = new Matching("ACME");
    Tape tape = new Tape();
    entries.forEach(entry -> matching.apply(entry, tape));
    Files.write(events(file), tape.lines());
  }

  /** Something of every rule. */
  private static final String[] LINES = {
    "a sell s1 10@100",
    "b buy b1 4@101",
    "a sell s2 10@101 GTC display=3",
    "b buy b2 12@101 IOC",
    "c buy b3 5@99 DAY",
    "c replace r1 of b3 buy 7@99 DAY",
    "c replace r2 of b3 buy 3@98 GTC",
    "a sell s3 5@102 DAY post",
    "a sell s4 5@98 GTC post",
    "d buy b4 5@market103",
    "d sell s5 5@95 FOK",
    "d sell s6 500@95 FOK",
    "d buy b5 9@110 IOC min=8",
    "e buy b6 2@104 GTC stop=103",
    "e sell s7 3@market90 DAY stop=97",
    "f sell s8 4@103",
    "f buy b7 6@103 GTC stp=DECREMENT",
    "a cancel c1 of s2",
    "a cancel c2 of s2 known",
    "b buy b8 1@1 GTC refused TICK_SIZE",
    "g buy b9 8@97 GTC expires=50",
    "g buy b10 8@96 GTD expires=60",
    "expire 60",
    "band 100 REST",
    "h sell s9 2@105",
    "h buy b11 4@106",
    "phase PRE_CLOSE",
    "a sell s10 7@99 AT_THE_CLOSE",
    "b buy b12 9@101 AT_THE_CLOSE",
    "c sell s11 4@market98",
    "phase CLOSED",
    "phase CONTINUOUS",
    "a sell s12 6@100",
    "b buy b13 2@100",
    "ops bust k1 of=ACME-35-0",
    "ops bust k2 of=ACME-35-0",
    "a adjust k3 sell 5@ cash=50",
    "a masscancel m1 both",
    "kill b",
    "rules 1",
    "c sell s13 6@100",
    "c replace r3 of s13 sell 5@100 DAY",
    "day 2",
    "rules 2",
    "d buy b14 1@100",
  };
}
