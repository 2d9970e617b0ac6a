package io.streambook.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A stream of commands of exchange-core as CSV, read line by line: seq, command, order_type,
 * action, order_id, uid, price, size, phase.
 */
public final class ExchangeCoreStream implements AutoCloseable {
  private static final String HEADER = "seq,command,order_type,action,order_id,uid,price,size";
  private static final int CELLS = 8;

  private final Path file;
  private final BufferedReader in;
  private long line = 1;

  /** What a command asks for. */
  public enum Kind {
    GTC,
    IOC,
    /** All or nothing; the price is the budget for the whole order. */
    FOK_BUDGET,
    CANCEL,
    MOVE,
    REDUCE
  }

  /**
   * One command.
   *
   * @param price limit in ticks, of a new order or a move
   * @param size of a new order, or by how much a reduce makes it smaller
   */
  public record Command(
      long seq, Kind kind, boolean buy, long orderId, long uid, long price, long size) {}

  /**
   * Reads the first line.
   *
   * @throws IOException when it is not such a file; the text says what is wrong
   */
  public ExchangeCoreStream(Path file) throws IOException {
    this.file = file;
    in = reader(file);
    String header = in.readLine();
    if (header == null || !header.startsWith(HEADER)) {
      in.close();
      throw new IOException(file + " is no stream of exchange-core: another first line");
    }
  }

  static boolean begins(byte[] start) {
    return new String(start, StandardCharsets.US_ASCII).startsWith("seq,command,");
  }

  static BufferedReader reader(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(StreamFiles.open(file), StandardCharsets.US_ASCII), 1 << 16);
  }

  /**
   * The next command, or null behind the last.
   *
   * @throws IOException when a line is not one; the text names the line
   */
  public Command next() throws IOException {
    String text = in.readLine();
    if (text == null) {
      return null;
    }
    line++;
    try {
      return command(text.split(",", -1));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s, line %d is no command of exchange-core: %s".formatted(file, line, text), e);
    }
  }

  private static Command command(String[] cells) {
    if (cells.length < CELLS) {
      throw new IllegalArgumentException("cells are missing");
    }
    return new Command(
        Long.parseLong(cells[0]),
        kind(cells[1], cells[2]),
        cells[3].equals("BID"),
        number(cells[4]),
        number(cells[5]),
        number(cells[6]),
        number(cells[7]));
  }

  private static long number(String cell) {
    return cell.isEmpty() ? 0 : Long.parseLong(cell);
  }

  private static Kind kind(String command, String type) {
    return switch (command) {
      case "PLACE_ORDER" -> Kind.valueOf(type);
      case "CANCEL_ORDER" -> Kind.CANCEL;
      case "MOVE_ORDER" -> Kind.MOVE;
      case "REDUCE_ORDER" -> Kind.REDUCE;
      default -> throw new IllegalArgumentException(command);
    };
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
