package io.streambook.marketdata;

import com.github.luben.zstd.ZstdInputStream;
import io.streambook.book.Decimal8;
import io.streambook.book.Side;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A LOBSTER message file: the visible orders of one stock on one day, one message a line as {@code
 * seconds after midnight, type, order id, shares, dollars × 10,000, direction}.
 *
 * @param symbol of the stock
 * @param messages in the order of the file; at least one
 */
public record LobsterTape(String symbol, List<Message> messages) {
  private static final long PRICE_SCALE = Decimal8.ONE / 10_000;
  private static final int GZIP_MAGIC = 0x8b1f;
  private static final int ZSTD_MAGIC = 0xb528;

  /** What a message tells. */
  public enum Type {
    ADD,
    PARTIAL_CANCEL,
    DELETE,
    EXECUTION,
    HIDDEN_EXECUTION,
    AUCTION,
    HALT
  }

  /**
   * One line.
   *
   * @param line its number in the file, from 1
   * @param nanos since midnight
   * @param orderId the exchange's; later orders have higher ones
   * @param shares of an order that is added, and otherwise how many of them go
   * @param price in 10⁻⁸ dollars
   * @param side of the resting order, also in an execution
   */
  public record Message(
      int line, long nanos, Type type, long orderId, long shares, long price, Side side) {}

  /**
   * Reads a file, plain, gzip or zstd; the symbol is what its name has before the first underscore.
   *
   * @throws IOException when it can't be read or a line is not a message; the text names the line
   */
  public static LobsterTape read(Path file) throws IOException {
    return read(file, symbolOf(file));
  }

  /** Reads a file of the stock with this symbol. */
  public static LobsterTape read(Path file, String symbol) throws IOException {
    List<Message> messages = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        messages.add(parse(file, messages.size() + 1, line));
      }
    }
    if (messages.isEmpty()) {
      throw new IOException(file + " is empty");
    }
    return new LobsterTape(symbol, List.copyOf(messages));
  }

  static String symbolOf(Path file) {
    String name = String.valueOf(file.getFileName());
    int end = name.indexOf('_');
    return end > 0 ? name.substring(0, end) : name.replaceFirst("\\..*", "");
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    raw.mark(2);
    int magic = raw.read() | raw.read() << 8;
    raw.reset();
    return switch (magic) {
      case GZIP_MAGIC -> new GZIPInputStream(raw);
      case ZSTD_MAGIC -> new ZstdInputStream(raw);
      default -> raw;
    };
  }

  private static Message parse(Path file, int number, String line) throws IOException {
    String[] fields = line.split(",", -1);
    try {
      if (fields.length < 6) {
        throw new IllegalArgumentException("6 fields expected");
      }
      return new Message(
          number,
          new BigDecimal(fields[0]).movePointRight(9).longValue(),
          type(fields[1]),
          Long.parseLong(fields[2]),
          Long.parseLong(fields[3]),
          Math.multiplyExact(Long.parseLong(fields[4]), PRICE_SCALE),
          side(fields[5]));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(
          file
              + ", line "
              + number
              + " is no LOBSTER message: "
              + line
              + " ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  private static Type type(String field) {
    return switch (field) {
      case "1" -> Type.ADD;
      case "2" -> Type.PARTIAL_CANCEL;
      case "3" -> Type.DELETE;
      case "4" -> Type.EXECUTION;
      case "5" -> Type.HIDDEN_EXECUTION;
      case "6" -> Type.AUCTION;
      case "7" -> Type.HALT;
      default -> throw new IllegalArgumentException("type " + field);
    };
  }

  private static Side side(String field) {
    return switch (field) {
      case "1" -> Side.BUY;
      case "-1" -> Side.SELL;
      default -> throw new IllegalArgumentException("direction " + field);
    };
  }
}
