package io.streambook.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {
  // Below the range from which Linux and macOS take the ports of outgoing connections, so that none
  // of those can take a port between its choice and its use.
  private static final int FREE_FROM = 20_000;
  private static final int FREE_TO = 32_000;
  private static final int ATTEMPTS = 200;

  private Ports() {}

  /** The port itself, or a free one for 0. */
  public static int orFree(int port) {
    return port == 0 ? free() : port;
  }

  /** A port that is free now. */
  public static int free() {
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(FREE_FROM, FREE_TO);
      if (isFree(port)) {
        return port;
      }
    }
    throw new LocalException("no free port between " + FREE_FROM + " and " + FREE_TO);
  }

  /**
   * Fails when another process has the port.
   *
   * @param server who wants it, for the message
   */
  public static void requireFree(String server, int port) {
    if (!isFree(port)) {
      throw new LocalException("port " + port + " of " + server + " is in use by another process");
    }
  }

  /**
   * Whether a server can listen there.
   *
   * @param port 1 to 65535
   */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // a port in TIME_WAIT is free for a server
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
