package io.streambook.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.SchemaRegistration;
import io.streambook.contract.TopicCreation;
import io.streambook.core.DatabaseSettings;
import io.streambook.job.JobSettings;
import io.streambook.job.Service;
import io.streambook.job.StreambookJob;
import io.streambook.local.LocalFlink;
import io.streambook.local.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tapes through the whole venue: broker, registry and the Flink job. */
@ExtendWith(Stack.class)
class ReplayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;
  private KafkaSettings settings;
  private Registry registry;
  private LocalFlink flink;
  private JobClient job;

  @BeforeEach
  void startVenue(Stack stack) throws Exception {
    settings =
        new KafkaSettings(stack.brokers(), stack.registry().url().toString(), stack.newPrefix());
    registry = settings.openRegistry();
    SchemaRegistration.register(registry, settings.topicPrefix(), line -> {});
    try (Admin admin = Admin.create(settings.clientConfig())) {
      new TopicCreation(admin, settings.topicPrefix()).create(4, Optional.empty(), line -> {});
    }
    flink = new LocalFlink(0, folder, 2);
    flink.start();
    JobSettings jobSettings =
        new JobSettings(
            settings,
            new DatabaseSettings(stack.newDatabase(), "postgres", "postgres"),
            Set.of(Service.RISK, Service.MATCHING));
    job = StreambookJob.submit(flink.environment(), jobSettings.withParallelism(1));
  }

  @AfterEach
  void stopVenue() throws Exception {
    if (job != null) {
      job.cancel().get();
    }
    flink.close();
  }

  @Test
  void theVenueReproducesTheOwnTapeTwice() throws IOException {
    LobsterTape tape = LobsterTape.read(TapeTranslatorTest.OWN);

    for (String run : List.of("A-", "B-")) {
      TapeResult result = replay(tape, run);

      assertThat(result.expected()).isEqualTo(6);
      assertThat(result.reproduced()).isEqualTo(6);
      assertThat(result.others()).isZero();
      assertThat(result.answered()).isEqualTo(22);
      assertThat(result.lines()).contains("        0  of them refused");
    }
  }

  @Test
  void theVenueReproducesARecordedDay() throws IOException {
    assumeTrue(
        Files.exists(TapeTranslatorTest.RECORDED),
        "skipped: no recorded tape at " + TapeTranslatorTest.RECORDED.toAbsolutePath());

    TapeResult result = replay(LobsterTape.read(TapeTranslatorTest.RECORDED), "A-");

    assertThat(result.rejects()).isEmpty();
    assertThat(result.expected()).isEqualTo(8_974);
    assertThat(result.reproduced()).isGreaterThanOrEqualTo(8_974 * 99 / 100);
  }

  private TapeResult replay(LobsterTape tape, String idPrefix) {
    ReferenceData.read(settings, registry)
        .addMissing(
            List.of(TapeReplay.instrument(tape)),
            TapeReplay.limits(),
            PATIENCE,
            System.out::println);
    return new TapeReplay(settings, registry, tape, TapeReplay.MAX_SPEED, idPrefix, PATIENCE)
        .run(System.out::println);
  }
}
