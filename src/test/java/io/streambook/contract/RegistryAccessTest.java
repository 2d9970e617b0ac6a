package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that answers those with the right password alone. */
class RegistryAccessTest {
  private static final String USER_INFO = "me:s3cret/word";
  private static final byte[] NO_SUBJECTS = "[]".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private HttpServer server;

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void isAskedWithTheUserOfTheFile() throws Exception {
    start(HttpServer.create());
    assertThat(trouble("http://", Map.of()))
        .hasValueSatisfying(why -> assertThat(why).contains("HTTP 401"));
    assertThat(trouble("http://", Map.of("basic.auth.user.info", USER_INFO))).isEmpty();
    assertThat(
            trouble(
                "http://",
                Map.of(
                    "basic.auth.credentials.source",
                    "USER_INFO",
                    "schema.registry.basic.auth.user.info",
                    USER_INFO)))
        .isEmpty();
  }

  @Test
  void isAskedWithTheUserOfTheUrlWhichIsShownWithout() throws Exception {
    start(HttpServer.create());
    assertThat(trouble("http://me:s3cret%2Fword@", Map.of())).isEmpty();
    assertThat(trouble("http://me:wrong@", Map.of()))
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("http://127.0.0.1:").doesNotContain("wrong"));
    KafkaSettings settings = new KafkaSettings("kafka:1", "https://me:wrong@host:1/api", "");
    assertThat(settings.registryUrl()).isEqualTo("https://host:1/api");
  }

  @Test
  void isAskedWithAPasswordThatLiesInAnotherFile() throws Exception {
    start(HttpServer.create());
    Path secrets = Files.writeString(folder.resolve("secrets.properties"), "user=" + USER_INFO);
    Map<String, String> config =
        Map.of(
            "config.providers",
            "file",
            "config.providers.file.class",
            "org.apache.kafka.common.config.provider.FileConfigProvider",
            "basic.auth.user.info",
            "${file:" + secrets + ":user}");
    assertThat(trouble("http://", config)).isEmpty();
  }

  @Test
  void showsACertificateThatTheFileTrusts() throws Exception {
    Path keyStore = TestKeyStore.create(folder);
    HttpsServer https = HttpsServer.create();
    https.setHttpsConfigurator(new HttpsConfigurator(context(keyStore)));
    start(https);
    Map<String, String> user = Map.of("basic.auth.user.info", USER_INFO);
    assertThat(trouble("https://", user)).isPresent();
    assertThat(
            trouble(
                "https://",
                Map.of(
                    "basic.auth.user.info",
                    USER_INFO,
                    "schema.registry.ssl.truststore.location",
                    keyStore.toString(),
                    "schema.registry.ssl.truststore.password",
                    "password",
                    "schema.registry.ssl.truststore.type",
                    "PKCS12")))
        .isEmpty();
  }

  private Optional<String> trouble(String scheme, Map<String, String> config) {
    String url = scheme + "127.0.0.1:" + server.getAddress().getPort() + "/";
    return new Registry(new RegistryAccess(url, new ClientConfig(config)), Duration.ZERO).trouble();
  }

  private void start(HttpServer made) throws Exception {
    server = made;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String expected =
        "Basic " + Base64.getEncoder().encodeToString(USER_INFO.getBytes(StandardCharsets.UTF_8));
    server.createContext(
        "/subjects",
        exchange -> {
          boolean known = expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(known ? 200 : 401, NO_SUBJECTS.length);
          exchange.getResponseBody().write(NO_SUBJECTS);
          exchange.close();
        });
    server.start();
  }

  private static SSLContext context(Path keyStore) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      store.load(in, "password".toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, "password".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
