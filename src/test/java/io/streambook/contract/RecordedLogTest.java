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

  /** Something of every rule that version 3 has changed, by both versions. */
  private static final String[] LINES = {
    "rules 2",
    "band 500 REST",
    "a sell s1 2@96",
    "b buy b1 1@100 GTC ref=110",
    "a sell s2 4@90",
    "rules 3",
    "b buy b2 1@92 GTC ref=110",
    "b buy b3 3@120 GTC ref=110",
    "c sell s3 2@101 GTC display=1",
    "phase PRE_CLOSE",
    "a sell s4 7@99 AT_THE_CLOSE",
    "b buy b4 2@101 AT_THE_CLOSE",
    "phase CONTINUOUS",
    "band 500 PAUSE",
    "d sell s5 3@104",
    "d sell s6 3@107",
    "e buy b5 19@110 FOK",
    "e buy b6 9@110 FOK",
    "f buy b7 5@103 GTC",
    "phase CONTINUOUS",
    "g buy b8 1@106 GTC ref=115",
    "day 2",
  };
}
