package io.streambook.orderservice;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What can be set of the Order Service: a picocli mixin. */
public final class OrderServiceSettings {
  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen at; 0.0.0.0 for all. Put a proxy with TLS before it (default:"
              + " ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8090",
      description = "Port of REST and WebSocket (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--answer-timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long an order waits for the venue's answer before its sender is told that the"
              + " outcome is unknown (default: ${DEFAULT-VALUE}).")
  private int answerTimeoutSeconds;

  @Option(
      names = "--weight-per-minute",
      paramLabel = "N",
      defaultValue = "6000",
      description =
          "Request weight in a minute of an API key that signs, and of an address without one"
              + " (default: ${DEFAULT-VALUE}).")
  private int weightPerMinute;

  @Option(
      names = "--orders-per-10s",
      paramLabel = "N",
      defaultValue = "1000",
      description = "New orders of an account in ten seconds (default: ${DEFAULT-VALUE}).")
  private int ordersPerTenSeconds;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      description = "Flink's REST API: the page shows how old the checkpoints are (default: none).")
  private URI flink;

  @Option(
      names = "--fix-port",
      paramLabel = "PORT",
      defaultValue = "9878",
      description = "Port of FIX 4.4 (default: ${DEFAULT-VALUE}).")
  private int fixPort;

  @Option(
      names = "--fix-keystore",
      paramLabel = "FILE",
      description =
          "PKCS12 file with the certificate and key for TLS on the FIX port (default: no TLS).")
  private Path fixKeyStore;

  @Option(
      names = "--fix-keystore-password",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "What opens it; better set in the file of --config than here.")
  private String fixKeyStorePassword;

  /** For picocli. */
  public OrderServiceSettings() {}

  public OrderServiceSettings(
      String host, int port, Duration answerTimeout, int weightPerMinute, int ordersPerTenSeconds) {
    this(host, port, 0, null, "", answerTimeout, weightPerMinute, ordersPerTenSeconds);
  }

  /**
   * @param fixKeyStore null for FIX without TLS
   */
  public OrderServiceSettings(
      String host,
      int port,
      int fixPort,
      Path fixKeyStore,
      String fixKeyStorePassword,
      Duration answerTimeout,
      int weightPerMinute,
      int ordersPerTenSeconds) {
    this.fixPort = fixPort;
    this.fixKeyStore = fixKeyStore;
    this.fixKeyStorePassword = fixKeyStorePassword;
    this.host = host;
    this.port = port;
    this.answerTimeoutSeconds = (int) answerTimeout.toSeconds();
    this.weightPerMinute = weightPerMinute;
    this.ordersPerTenSeconds = ordersPerTenSeconds;
  }

  /** On this machine only, with the limits of an exchange; a port 0 picks a free one. */
  public static OrderServiceSettings local(int port, int fixPort) {
    return new OrderServiceSettings(
        "127.0.0.1", port, fixPort, null, "", Duration.ofSeconds(10), 6_000, 1_000);
  }

  /** The same, which knows Flink's REST API. */
  public OrderServiceSettings withFlink(URI url) {
    OrderServiceSettings settings =
        new OrderServiceSettings(
            host,
            port,
            fixPort,
            fixKeyStore,
            fixKeyStorePassword,
            answerTimeout(),
            weightPerMinute,
            ordersPerTenSeconds);
    settings.flink = url;
    return settings;
  }

  public String host() {
    return host;
  }

  /** 0 picks a free one. */
  public int port() {
    return port;
  }

  /** 0 picks a free one. */
  public int fixPort() {
    return fixPort;
  }

  /** Null for FIX without TLS. */
  public Path fixKeyStore() {
    return fixKeyStore;
  }

  public String fixKeyStorePassword() {
    return fixKeyStorePassword;
  }

  public Duration answerTimeout() {
    return Duration.ofSeconds(answerTimeoutSeconds);
  }

  /** Null when nobody told. */
  public URI flink() {
    return flink;
  }

  public int weightPerMinute() {
    return weightPerMinute;
  }

  public int ordersPerTenSeconds() {
    return ordersPerTenSeconds;
  }
}
