package io.streambook.orderservice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A connection to a FIX port, and no engine. */
final class RawFix implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HH:mm:ss.SSS");

  private final Socket socket;

  RawFix(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /**
   * Sends a Logon; gives all that comes until the other side closes, or the Logon that it answers.
   */
  String logon(String compId, String user, String password) throws IOException {
    String body =
        String.join(
                "\u0001",
                "35=A",
                "34=1",
                "49=" + compId,
                "56=STREAMBOOK",
                "52=" + TIME.format(LocalDateTime.now(ZoneOffset.UTC)),
                "98=0",
                "108=30",
                "553=" + user,
                "554=" + password)
            + "\u0001";
    String message = "8=FIX.4.4\u00019=" + body.length() + "\u0001" + body;
    int sum = message.chars().sum() % 256;
    send(message + "10=" + "%03d".formatted(sum) + "\u0001");
    StringBuilder said = new StringBuilder();
    byte[] bytes = new byte[4_096];
    for (int read = socket.getInputStream().read(bytes);
        read > 0;
        read = socket.getInputStream().read(bytes)) {
      said.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
      if (said.indexOf("\u000135=A\u0001") >= 0) {
        break;
      }
    }
    return said.toString();
  }

  /** Sends the same again and again; whether the other side closes before it was sent so often. */
  boolean sendUntilClosed(String text, int times) {
    try {
      for (int i = 0; i < times; i++) {
        send(text);
      }
      return socket.getInputStream().read() < 0;
    } catch (IOException closed) {
      return true;
    }
  }

  private void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
