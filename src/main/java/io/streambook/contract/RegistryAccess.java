package io.streambook.contract;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** Where the registry is, as whom it is asked, and which certificates count. */
final class RegistryAccess {
  private static final String PREFIX = "schema.registry.";
  private static final String BASIC_AUTH = "basic.auth.";
  private static final String BEARER_AUTH = "bearer.auth.";
  private static final String USER_INFO = BASIC_AUTH + "user.info";
  private static final String CREDENTIALS_SOURCE = BASIC_AUTH + "credentials.source";

  /** Without the prefix, and as Kafka's own clients have them. */
  private static final Set<String> SSL =
      Set.of(
          SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
          SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
          SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
          SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
          SslConfigs.SSL_KEY_PASSWORD_CONFIG);

  private final String url;
  private final Map<String, Object> ssl = new HashMap<>();

  /** Null when nobody says who asks. */
  private final String authorization;

  /**
   * Settings count before user and password in the URL.
   *
   * @throws org.apache.kafka.common.config.ConfigException when a secret can't be looked up
   */
  RegistryAccess(String url, ClientConfig config) {
    this.url = withoutUser(url).replaceFirst("/+$", "");
    // Looks up ${provider:path:key}, as Kafka's own clients do.
    Map<String, Object> settings =
        new AbstractConfig(new ConfigDef(), config.all(), false).originals();
    Map<String, Object> own = new HashMap<>();
    settings.forEach(
        (key, value) -> {
          if (isForRegistry(key)) {
            own.put(name(key), value);
          }
        });
    SSL.stream().filter(own::containsKey).forEach(key -> ssl.put(key, own.get(key)));
    Object user = own.getOrDefault(USER_INFO, URI.create(url).getUserInfo());
    authorization =
        user == null
            ? null
            : "Basic "
                + Base64.getEncoder()
                    .encodeToString(user.toString().strip().getBytes(StandardCharsets.UTF_8));
  }

  static boolean isForRegistry(String key) {
    return key.startsWith(PREFIX) || key.startsWith(BASIC_AUTH) || key.startsWith(BEARER_AUTH);
  }

  private static String name(String key) {
    return key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
  }

  /**
   * Of those that are for the registry.
   *
   * @throws IllegalArgumentException that names those that mean nothing here
   */
  static void requireKnown(Collection<String> keys) {
    Set<String> unknown = new TreeSet<>(keys);
    unknown.removeIf(key -> !isForRegistry(key) || isKnown(name(key)));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "sets %s, which means nothing here: of the registry's there are %s, %s%s"
              .formatted(
                  String.join(", ", unknown),
                  USER_INFO,
                  PREFIX,
                  String.join(", " + PREFIX, new TreeSet<>(SSL))));
    }
  }

  private static boolean isKnown(String name) {
    return name.equals(USER_INFO) || name.equals(CREDENTIALS_SOURCE) || SSL.contains(name);
  }

  static String withoutUser(String url) {
    return url.replaceFirst("//[^/@]*@", "//");
  }

  /** For a person: without user and password. */
  String url() {
    return url;
  }

  /**
   * A client that knows the certificates.
   *
   * @throws org.apache.kafka.common.KafkaException when they can't be read
   */
  HttpClient client() {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5));
    if (!ssl.isEmpty()) {
      DefaultSslEngineFactory stores = new DefaultSslEngineFactory();
      stores.configure(new ConfigDef().withClientSslSupport().parse(ssl));
      client.sslContext(stores.sslContext());
    }
    return client.build();
  }

  /** A request of a path behind the URL. */
  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    return authorization == null ? request : request.header("Authorization", authorization);
  }
}
