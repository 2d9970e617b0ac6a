package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.rocksdb.ColumnFamilyOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class JobSettingsTest {
  @Command(name = "any")
  static final class Any {
    @Mixin JobSettings settings;
  }

  private static JobSettings parse(String... arguments) {
    Any any = new Any();
    new CommandLine(any).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return any.settings;
  }

  @Test
  void defaultsRunTheWholeVenue() {
    JobSettings settings = parse();
    assertThat(List.of(Service.values())).allMatch(settings::runs);
    assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.jobName()).isEqualTo("Streambook risk, matching, core");
    assertThat(settings.transactionalIdPrefix()).isEqualTo("streambook.risk-matching-core.");
  }

  @Test
  void takesAnyCutOfTheServices() {
    JobSettings settings =
        parse("--services", "matching,core", "--checkpoint-interval", "1s", "--parallelism", "3");
    assertThat(settings.runs(Service.RISK)).isFalse();
    assertThat(settings.runs(Service.MATCHING)).isTrue();
    assertThat(settings.runs(Service.CORE)).isTrue();
    assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.parallelism()).isEqualTo(3);
    assertThatThrownBy(() -> parse("--services", "clearing"))
        .isInstanceOf(CommandLine.ParameterException.class);
  }

  @Test
  void noDefaultTransactionalIdIsTheBeginningOfAnother() {
    List<String> prefixes = new ArrayList<>();
    for (String services :
        List.of(
            "risk",
            "matching",
            "core",
            "risk,matching",
            "risk,core",
            "matching,core",
            "risk,matching,core")) {
      prefixes.add(parse("--services", services).transactionalIdPrefix());
    }
    for (String one : prefixes) {
      assertThat(prefixes).filteredOn(other -> other.startsWith(one)).containsExactly(one);
    }
  }

  @Test
  void correctnessIsNotLeftToTheCluster() {
    var config = StreambookJob.configuration(parse());
    assertThat(config.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(128);
    assertThat(config.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
    assertThat(config.get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(config.get(CheckpointingOptions.ENABLE_UNALIGNED)).isFalse();
  }

  @Test
  void rocksDbHoldsLittleThatACheckpointHasToWaitFor() throws Exception {
    EmbeddedRocksDBStateBackend rocksDb =
        new EmbeddedRocksDBStateBackend()
            .configure(StreambookJob.configuration(parse()), getClass().getClassLoader());
    try (ColumnFamilyOptions plain = new ColumnFamilyOptions()) {
      assertThat(
              rocksDb
                  .getRocksDBOptions()
                  .createColumnOptions(plain, new ArrayList<>())
                  .writeBufferSize())
          .isEqualTo(1 << 20);
    }
  }

  @Test
  void mainRefusesInOneLine() {
    assertThatThrownBy(() -> StreambookJob.main(new String[] {"--paralelism", "3"}))
        .isInstanceOf(StreambookJob.Refused.class)
        .hasMessageContaining("--paralelism");
  }
}
