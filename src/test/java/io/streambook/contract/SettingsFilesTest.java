package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class SettingsFilesTest {
  @TempDir Path folder;
  private Path file;

  @Command(name = "show")
  static final class Show implements Runnable {
    @Mixin KafkaSettings settings;

    @Override
    public void run() {}
  }

  @Command(name = "top", subcommands = Show.class)
  static final class Top {}

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("my.properties");
    Files.writeString(file, "brokers=file:1\nregistry=http://file\ntopic-prefix=file-\n");
  }

  @Test
  void theCommandLineCountsBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() {
    Map<String, String> environment =
        Map.of("STREAMBOOK_BROKERS", "env:1", "STREAMBOOK_REGISTRY", "http://env");
    KafkaSettings settings =
        parse(environment, "show", "--config", file.toString(), "--brokers", "line:1");
    assertThat(settings.brokers()).isEqualTo("line:1");
    assertThat(settings.registryUrl()).isEqualTo("http://env");
    assertThat(settings.topicPrefix()).isEqualTo("file-");
    assertThat(parse(Map.of(), "show").brokers()).isEqualTo("localhost:9092");
  }

  @Test
  void theEnvironmentMayNameTheFile() {
    assertThat(parse(Map.of("STREAMBOOK_CONFIG", file.toString()), "show").brokers())
        .isEqualTo("file:1");
  }

  @Test
  void aTypingErrorInTheFileIsNotPassedOver() throws Exception {
    Files.writeString(file, "brokers=b:1\nbroker=c:1\n");
    assertThatThrownBy(() -> parse(Map.of(), "show", "--config=" + file))
        .isInstanceOf(ParameterException.class)
        .hasMessage(file + " sets what no command has: broker");
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> parse(Map.of(), "show", "--config", "nowhere"))
        .hasMessage("No such file: nowhere");
  }

  private static KafkaSettings parse(Map<String, String> environment, String... args) {
    CommandLine line = new CommandLine(new Top());
    SettingsFiles.install(line, args, environment);
    line.parseArgs(args);
    Show show = (Show) line.getSubcommands().get("show").getCommand();
    return show.settings;
  }
}
