package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ClientConfigTest {
  private static final Path SOURCES = Path.of("src/main/java/io/streambook");

  /** Parts that bring their own broker. */
  private static final Set<String> WITH_THEIR_OWN = Set.of("bench", "chaos", "local");

  private static final Pattern SETTING =
      Pattern.compile(
          "\\b((?:Producer|Consumer|CommonClient|AdminClient)Configs?)\\s*\\.\\s*([A-Z_]+)\\b");

  @TempDir Path folder;

  @Command
  static final class Show {
    @Mixin KafkaSettings settings;
  }

  @Test
  void everyClientGetsTheFilesSettings() throws Exception {
    KafkaSettings settings =
        settings(
            """
            security.protocol=SASL_SSL
            sasl.jaas.config=Some required username="me" password="secret";
            basic.auth.user.info=me:secret
            schema.registry.ssl.truststore.location=/nowhere
            """);
    Map<String, Object> expected =
        Map.of(
            "bootstrap.servers",
            "kafka:1",
            "security.protocol",
            "SASL_SSL",
            "sasl.jaas.config",
            "Some required username=\"me\" password=\"secret\";");
    assertThat(settings.clientConfig()).isEqualTo(expected);
    assertThat(settings.commandConfig())
        .containsAllEntriesOf(expected)
        .containsKey("request.timeout.ms");
    assertThat(settings.withTopicPrefix("other-").clientConfig()).isEqualTo(expected);
  }

  @Test
  void whatTheVenueReliesOnIsRefusedByNameAndWithoutItsValue() {
    assertThatThrownBy(() -> settings("acks=0\nisolation.level=read_secret\nclient.rack=here\n"))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("Invalid value for option '--client-config': ")
        .hasMessageContaining(" sets acks, isolation.level; the venue sets these itself: acks, ")
        .hasMessageContaining(", transactional.id, ")
        .hasMessageNotContaining("secret");
    for (String key : ClientConfig.OURS) {
      assertThatThrownBy(() -> settings(key + "=1")).hasMessageContaining(" sets " + key + ";");
    }
  }

  @Test
  void aSettingOfTheRegistryThatWouldDoNothingIsRefused() {
    assertThatThrownBy(() -> settings("schema.registry.url=http://me:secret@there\n"))
        .hasMessageContaining(" sets schema.registry.url, which means nothing here: ")
        .hasMessageContaining(" basic.auth.user.info, ")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> parse("--client-config", "nowhere"))
        .hasMessage("Invalid value for option '--client-config': there is no file nowhere");
  }

  /** Else the file would change it, or be passed over without a word. */
  @Test
  void allThatOurClientsSetIsRefused() throws Exception {
    Map<String, String> found = new TreeMap<>();
    for (Path source : sources()) {
      Matcher setting = SETTING.matcher(Files.readString(source));
      while (setting.find()) {
        found.put(value(setting.group(1), setting.group(2)), source.toString());
      }
    }
    assertThat(found).hasSizeGreaterThan(15);
    found.keySet().removeAll(ClientConfig.OURS);
    assertThat(found).isEmpty();
  }

  @Test
  void noClientIsMadeOfTheBrokersAlone() throws Exception {
    Set<String> naming = new TreeSet<>();
    for (Path source : sources()) {
      if (Files.readString(source).matches("(?s).*(BOOTSTRAP_SERVERS|setBootstrapServers).*")) {
        naming.add(source.getFileName().toString());
      }
    }
    assertThat(naming).containsExactly("ClientConfig.java", "KafkaSettings.java");
  }

  private static Iterable<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(SOURCES)) {
      return all.filter(path -> path.toString().endsWith(".java"))
          .filter(path -> !WITH_THEIR_OWN.contains(SOURCES.relativize(path).getName(0).toString()))
          .toList();
    }
  }

  private static String value(String type, String constant) throws ReflectiveOperationException {
    String where =
        switch (type) {
          case "ProducerConfig" -> "producer.ProducerConfig";
          case "ConsumerConfig" -> "consumer.ConsumerConfig";
          case "AdminClientConfig" -> "admin.AdminClientConfig";
          default -> "CommonClientConfigs";
        };
    return (String) Class.forName("org.apache.kafka.clients." + where).getField(constant).get(null);
  }

  private KafkaSettings settings(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("client.properties"), text);
    return parse("--client-config", file.toString(), "--brokers", "kafka:1");
  }

  private static KafkaSettings parse(String... arguments) {
    Show show = new Show();
    new CommandLine(show).parseArgs(arguments);
    return show.settings;
  }
}
