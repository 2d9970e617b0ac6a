package io.streambook.cli;

/** The servers of the demo, and their own default ports, which are also those of our commands. */
enum DemoServer {
  KAFKA(9092),
  REGISTRY(8080),
  POSTGRES(5432),
  FLINK(8081),
  ORDERSERVICE(8090),
  FIX(9878);

  private final int port;

  DemoServer(int port) {
    this.port = port;
  }

  int port() {
    return port;
  }
}
