package io.streambook.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streambook.book.LogEntry;
import io.streambook.book.Matching;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Streams of others: the workloads of a public benchmark of matching engines, on whose reports 160
 * engines agree, and those of exchange-core. The data is not part of this repository: {@code
 * -Dstreambook.data=FOLDER} says where it lies, and what needs it is skipped without it.
 */
class ConformanceTest {
  private static final Path DATA = Path.of(System.getProperty("streambook.data", "../shared/data"));
  private static final Path BENCHMARK = DATA.resolve("public-matching-benchmark");

  @TempDir private Path folder;

  @Test
  void edgeCasesAreReportedAsByAllOthers() throws IOException {
    assumeTrue(Files.isDirectory(BENCHMARK), "not here: " + BENCHMARK);
    int cases = 0;
    try (DirectoryStream<Path> inputs =
        Files.newDirectoryStream(BENCHMARK.resolve("edge-cases"), "*.in.csv")) {
      for (Path input : inputs) {
        List<String> reports = new ArrayList<>();
        BenchmarkEngine engine = BenchmarkEngine.ofMatching(reports::add);
        Files.readAllLines(input).stream()
            .skip(1)
            .map(ConformanceTest::message)
            .forEach(engine::apply);
        Path expected = Path.of(input.toString().replace(".in.csv", ".expected.txt"));
        assertThat(reports).as(input.toString()).isEqualTo(Files.readAllLines(expected));
        cases++;
      }
    }
    assertThat(cases).isEqualTo(17);
  }

  @Test
  void streamsAreMatchedByTheRulesOfToday() {
    List<LogEntry> log = new ArrayList<>();
    assertThat(new BenchmarkEngine(log::add, report -> {})).isNotNull();
    assertThat(log)
        .singleElement()
        .isInstanceOfSatisfying(
            LogEntry.Rules.class,
            rules -> assertThat(rules.version()).isEqualTo(Matching.RULES_VERSION));
  }

  private static Message message(String line) {
    String[] cells = line.split(",", -1);
    return new Message(
        Long.parseLong(cells[0]),
        Message.Kind.valueOf(cells[1]),
        cells[2].equals("BUY"),
        cells[3].equals("1"),
        Long.parseLong(cells[4]),
        Long.parseLong(cells[5]),
        Long.parseLong(cells[6]));
  }

  @ParameterizedTest
  @CsvSource({
    "normal, e9b2e3926854410b01a035aeb25dd05f1e597c233be8263de9eb49b6713d367e",
    "flash-crash, cff8d3f94b709fc64a8b2058a6ca4fb6920364904796e46906895e362d2bb16b"
  })
  void twoMillionMessagesAreReportedAsByAllOthers(String workload, String expected)
      throws IOException {
    Path file = BENCHMARK.resolve("orders_" + workload + "_s23_n1000000.bin.zst");
    assumeTrue(Files.isRegularFile(file), "not here: " + file);
    Conformance.Result result = Conformance.replay(file);
    assertThat(result.messages()).isEqualTo(1_996_097);
    assertThat(result.sha256()).isEqualTo(expected);
  }

  @Test
  void exchangeCoreMadeTheSameEvents() throws IOException {
    Path file = DATA.resolve("exchange-core/ec_500book_100k_slide_s1825793762.commands.csv.zst");
    assumeTrue(Files.isRegularFile(file), "not here: " + file);
    Conformance.Result result = Conformance.replay(file);
    assertThat(result.difference()).isNull();
    assertThat(result.messages()).isEqualTo(100_500);
  }

  @Test
  void aDifferenceIsFound() throws IOException {
    Files.writeString(
        folder.resolve("x.commands.csv"),
        """
        seq,command,order_type,action,order_id,uid,price,size,phase
        0,PLACE_ORDER,GTC,BID,1,7,100,5,F
        1,PLACE_ORDER,IOC,ASK,2,8,100,7,B
        2,CANCEL_ORDER,,,1,7,0,0,B
        """);
    Path events = folder.resolve("x.events.csv");
    String header = "seq,result,events\n0,SUCCESS,\n";
    Files.writeString(events, header + "1,SUCCESS,REJECT:0:100:2|TRADE:1:100:5\n2,REFUSED,\n");
    assertThat(Conformance.replay(folder.resolve("x.commands.csv")).difference()).isNull();
    Files.writeString(events, header + "1,SUCCESS,TRADE:1:100:5\n2,REFUSED,\n");
    assertThat(Conformance.replay(folder.resolve("x.commands.csv")).difference())
        .endsWith(
            "gave 1,SUCCESS,REJECT:0:100:2|TRADE:1:100:5, recorded is 1,SUCCESS,TRADE:1:100:5");
  }

  @Test
  void aFileThatIsNoStreamIsRefusedInOneLine() throws IOException {
    refused(folder.resolve("none"), "there is no file ");
    refused(file(new byte[0]), "neither a workload");
    refused(file(workload(2, 0)), "version 2");
    refused(file(workload(1, 1)), "ends after 0 of the 1 messages");
    refused(file(workload(1, 1, message(0), message(0))), "more than the 1 messages");
    refused(file(workload(1, 2, message(0), message(3))), "message 2: type 3");
  }

  private static void refused(Path file, String why) {
    assertThatThrownBy(() -> Conformance.replay(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("stream.bin"), content);
  }

  private static byte[] workload(int version, int count, byte[]... messages) {
    ByteBuffer bytes =
        ByteBuffer.allocate(16 + 40 * messages.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0x4D4542575F303031L).putInt(version).putInt(count);
    for (byte[] message : messages) {
      bytes.put(message);
    }
    return bytes.array();
  }

  private static byte[] message(int type) {
    byte[] record = new byte[40];
    record[0] = (byte) type;
    record[4] = 1;
    record[24] = 9;
    return record;
  }
}
