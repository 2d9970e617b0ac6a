package io.streambook.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A keep-alive connection that sends a request and reads its answer, one after the other. Java's
 * own client would take as much of the machine as what it measures. For one thread.
 */
final class RestConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] line = new byte[8_192];

  RestConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** HTTP's status and body. */
  record Answer(int status, String body) {}

  Answer send(byte[] request) throws IOException {
    out.write(request);
    String first = line();
    int length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(header, LENGTH.length() + 1, header.length(), 10);
      }
    }
    if (length < 0) {
      throw new IOException("an answer without Content-Length: " + first);
    }
    byte[] body = in.readNBytes(length);
    int status = Integer.parseInt(first, 9, 12, 10);
    return new Answer(status, new String(body, StandardCharsets.UTF_8));
  }

  /** Without its end. */
  private String line() throws IOException {
    int length = 0;
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0 || length == line.length) {
        throw new EOFException("the connection ended within an answer");
      }
      line[length++] = (byte) read;
    }
    return new String(line, 0, Math.max(0, length - 1), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
