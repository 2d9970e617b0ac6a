package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streambook.audit.Audit;
import io.streambook.local.Folders;
import io.streambook.local.LocalFlink;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;

/** A venue with its jobs on a Flink of its own, and what it answers. */
final class RunningVenue implements AutoCloseable {
  private static final int SLOTS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder = Folders.temporary("streambook-running-it");
  private final List<JobClient> jobs = new ArrayList<>();
  private final TestVenue venue;
  private final LocalFlink flink;
  private final Answers answers;

  RunningVenue(TestVenue venue, JobSettings... settings) throws Exception {
    this.venue = venue;
    this.flink = new LocalFlink(0, folder, SLOTS);
    flink.start();
    for (JobSettings job : settings) {
      jobs.add(TestVenue.start(flink.environment(), job));
    }
    answers = new Answers(venue);
  }

  TestVenue venue() {
    return venue;
  }

  Answers answers() {
    return answers;
  }

  /** Fails when a job is not running, or was restarted since it started. */
  void assertUndisturbed() throws Exception {
    for (JobClient job : jobs) {
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      assertThat(failures(job)).isEmpty();
    }
  }

  /** The names of the exceptions that restarted a job. */
  private List<String> failures(JobClient job) throws IOException {
    JsonNode answer;
    try (InputStream in =
        flink.url().resolve("/jobs/" + job.getJobID() + "/exceptions").toURL().openStream()) {
      answer = new ObjectMapper().readTree(in);
    }
    JsonNode entries = answer.path("exceptionHistory").path("entries");
    assertThat(entries.isArray()).as(answer.toString()).isTrue();
    List<String> names = new ArrayList<>();
    entries.forEach(entry -> names.add(entry.path("stacktrace").asText()));
    return names;
  }

  /** Fails when topics or tables break a rule of the venue. */
  void assertAudited() throws Exception {
    StringWriter report = new StringWriter();
    boolean passed =
        new Audit(venue.kafka(), venue.database(), false, PATIENCE).run(new PrintWriter(report));
    assertThat(passed).as(report.toString()).isTrue();
  }

  @Override
  public void close() {
    answers.close();
    for (JobClient job : jobs) {
      job.cancel().join();
    }
    flink.close();
    venue.close();
    Folders.delete(folder);
  }
}
