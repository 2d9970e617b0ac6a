package io.streambook.book;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The workloads of a public benchmark of matching engines, on whose reports 160 engines agree. The
 * data is not part of this repository: {@code -Dstreambook.data=FOLDER} says where it lies, and the
 * test is skipped without it.
 */
class PublicBenchmarkTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("streambook.data", "../shared/data"), "public-matching-benchmark");

  private enum Kind {
    NEW,
    CANCEL,
    MODIFY
  }

  private record Message(
      long seq, Kind kind, boolean buy, boolean ioc, long qty, long id, long price) {}

  @Test
  void edgeCasesAreReportedAsByAllOthers() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "not here: " + FOLDER);
    int cases = 0;
    try (DirectoryStream<Path> inputs =
        Files.newDirectoryStream(FOLDER.resolve("edge-cases"), "*.in.csv")) {
      for (Path input : inputs) {
        List<String> reports = new ArrayList<>();
        Engine engine = new Engine(reports::add);
        Files.readAllLines(input).stream().skip(1).map(this::message).forEach(engine::apply);
        Path expected = Path.of(input.toString().replace(".in.csv", ".expected.txt"));
        assertThat(reports).as(input.toString()).isEqualTo(Files.readAllLines(expected));
        cases++;
      }
    }
    assertThat(cases).isEqualTo(17);
  }

  private Message message(String line) {
    String[] cells = line.split(",", -1);
    return new Message(
        Long.parseLong(cells[0]),
        Kind.valueOf(cells[1]),
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
      throws Exception {
    Path file = FOLDER.resolve("orders_" + workload + "_s23_n1000000.bin.zst");
    assumeTrue(Files.isRegularFile(file), "not here: " + file);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    boolean[] begun = new boolean[1];
    Engine engine =
        new Engine(
            report -> {
              if (begun[0]) {
                digest.update((byte) '\n');
              }
              begun[0] = true;
              digest.update(report.getBytes(US_ASCII));
            });
    try (InputStream in =
        new BufferedInputStream(new ZstdInputStream(Files.newInputStream(file)), 1 << 20)) {
      int count = record(in, 16).getInt(12);
      for (int n = 0; n < count; n++) {
        engine.apply(message(record(in, 40)));
      }
    }
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(expected);
  }

  private static ByteBuffer record(InputStream in, int size) throws IOException {
    return ByteBuffer.wrap(in.readNBytes(size)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Message message(ByteBuffer record) {
    return new Message(
        record.getLong(8),
        Kind.values()[record.get(0)],
        record.get(1) == 0,
        record.get(2) == 1,
        Integer.toUnsignedLong(record.getInt(4)),
        record.getLong(16),
        record.getLong(24));
  }

  /** Matching in the benchmark's terms: its modify is a cancel and a new order. */
  private static final class Engine implements MatchListener {
    private final Matching matching = new Matching("ACME");
    private final Consumer<String> reports;
    private final List<String> ofMessage = new ArrayList<>();
    private long sequence;
    private Message message;
    private boolean refused;
    private Trade trade;

    Engine(Consumer<String> reports) {
      this.reports = reports;
      matching.apply(new LogEntry.Rules("ACME", ++sequence, 0, 1, 1), this);
    }

    void apply(Message next) {
      message = next;
      refused = false;
      if (next.kind() != Kind.NEW) {
        send(Action.CANCEL);
      }
      if (next.kind() != Kind.CANCEL && !refused) {
        send(Action.NEW);
      }
      ofMessage.sort(Comparator.comparing(report -> report.charAt(0)));
      ofMessage.forEach(reports);
      ofMessage.clear();
    }

    private void send(Action action) {
      String id = Long.toString(message.id());
      OrderCommand order =
          new OrderCommand(
              0,
              sequence,
              "ACME",
              "a",
              id,
              id,
              action,
              message.buy() ? Side.BUY : Side.SELL,
              OrderType.LIMIT,
              message.ioc() ? TimeInForce.IOC : TimeInForce.GTC,
              message.qty(),
              message.price(),
              0,
              null);
      Judged judged =
          new Judged(order, 0, 0, 1, Decimal8.NONE, Decimal8.NONE, "USD", Verdict.ACCEPTED);
      matching.apply(new LogEntry.Order(++sequence, judged), this);
    }

    @Override
    public void onTrade(Trade next) {
      trade = next;
    }

    @Override
    public void onExecution(Execution e) {
      int side = e.side() == Side.BUY ? 0 : 1;
      boolean modify = message.kind() == Kind.MODIFY;
      String ack = message.seq() + "," + side + "," + e.orderId() + "," + e.price();
      switch (e.execType()) {
        case NEW -> ofMessage.add((modify ? "3," : "0,") + ack + "," + e.qty());
        case CANCELED -> {
          // The first half of a modify is not reported.
          if (!modify || e.reason() == Reason.UNFILLED) {
            ofMessage.add("2," + ack);
          }
        }
        case CANCEL_REJECT -> {
          refused = true;
          ofMessage.add((modify ? "5," : "4,") + message.seq() + "," + e.orderId());
        }
        case TRADE -> trade(e);
        default -> throw new AssertionError("unexpected " + e);
      }
    }

    /** Reported once, with the execution of the maker. */
    private void trade(Execution e) {
      if (e.requestId().isEmpty()) {
        boolean makerBuys = e.side() == Side.BUY;
        String maker = makerBuys ? trade.buyOrderId() : trade.sellOrderId();
        String taker = makerBuys ? trade.sellOrderId() : trade.buyOrderId();
        ofMessage.add(
            "1,"
                + message.seq()
                + ","
                + e.lastPx()
                + ","
                + e.lastQty()
                + ","
                + maker
                + ","
                + taker);
      }
    }
  }
}
