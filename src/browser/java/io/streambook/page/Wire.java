package io.streambook.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The line between a browser and the service, which can be cut and mended. */
final class Wire implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final URI to;
  private volatile boolean cut;

  Wire(URI to) throws IOException {
    this.to = to;
    daemon(this::accept);
  }

  /** Where a browser finds the page. */
  String url() {
    return "http://localhost:" + server.getLocalPort() + "/";
  }

  /** Ends all connections and takes no others. */
  void cut() throws IOException {
    cut = true;
    for (Socket socket : open) {
      socket.close();
    }
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        daemon(() -> join(near));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void join(Socket near) {
    try {
      open.add(near);
      Socket far = new Socket(to.getHost(), to.getPort());
      open.add(far);
      // Asked last: who cuts in between finds both in the set, or is seen here.
      if (cut) {
        near.close();
        far.close();
      }
      daemon(() -> copy(near, far));
      copy(far, near);
    } catch (IOException refused) {
      quietly(near);
    }
  }

  private void copy(Socket from, Socket target) {
    try (from;
        target;
        InputStream in = from.getInputStream();
        OutputStream out = target.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException ended) {
      // The other side hears of it by the end of its connection.
    } finally {
      open.remove(from);
      open.remove(target);
    }
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use either way.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
