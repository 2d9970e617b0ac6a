package io.streambook.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar that is submitted carries what a Flink cluster lacks, and nothing else. */
class JobJarIT {
  private static final int MEBIBYTE = 1 << 20;

  @Test
  void carriesNothingThatAClusterHasOrNobodyNeedsThere() throws IOException {
    assertThat(packages())
        .doesNotContain(
            "org/slf4j",
            "org/apache/logging",
            "org/apache/flink/runtime",
            "org/apache/flink/core",
            "org/rocksdb",
            "scala",
            "kafka",
            "kafka/server",
            "io/zonky",
            "io/javalin",
            "org/eclipse/jetty",
            "quickfix",
            "org/junit",
            "org/assertj");
    assertThat(entries())
        .noneMatch(name -> name.startsWith("io/streambook/local/"))
        .noneMatch(name -> name.startsWith("io/streambook/chaos/"))
        .noneMatch(name -> name.startsWith("io/streambook/orderservice/fix/"))
        .noneMatch(name -> name.startsWith("page/"))
        .noneMatch(name -> name.startsWith("log4j2"))
        .noneMatch(name -> name.endsWith(".dll"))
        .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)"));
  }

  @Test
  void carriesOfFastutilOnlyWhatIsUsed() throws IOException {
    long classes = entries().stream().filter(name -> name.startsWith("it/unimi/dsi/")).count();
    assertThat(classes).isBetween(1L, 1_500L); // of 13,000
  }

  @Test
  void carriesWhatTheJobNeeds() throws IOException {
    assertThat(entries())
        .contains(
            "io/streambook/job/StreambookJob.class",
            "io/streambook/cli/Streambook.class",
            "avro/orders.avsc",
            "org/apache/flink/connector/kafka/sink/KafkaSink.class",
            "org/apache/kafka/clients/producer/KafkaProducer.class",
            "org/apache/avro/Schema.class",
            "org/postgresql/Driver.class",
            "org/flywaydb/core/Flyway.class",
            "net/jpountz/lz4/LZ4Factory.class",
            "org/xerial/snappy/Snappy.class",
            "com/github/luben/zstd/Zstd.class");
    assertThat(List.of("java.sql.Driver", "org.flywaydb.core.extensibility.Plugin"))
        .allMatch(service -> entriesUnchecked().contains("META-INF/services/" + service));
  }

  /** What the licences of its parts ask for. */
  @Test
  void carriesNoticesAndLicences() throws IOException {
    try (JarFile jar = new JarFile(Installation.jobJar().toFile())) {
      assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
      assertThat(text(jar, "META-INF/NOTICE"))
          .contains("quickfixengine.org", "Apache Flink", "Apache Avro", "Tatu Saloranta");
      for (String part : List.of("postgresql", "zstd-jni", "zstd", "lz4", "snappy")) {
        assertThat(text(jar, "META-INF/licenses/LICENSE." + part)).contains("Redistribution");
      }
      assertThat(text(jar, "META-INF/FastDoubleParser-LICENSE")).contains("MIT License");
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void isSmall() throws IOException {
    long bytes = Files.size(Installation.jobJar());
    System.out.printf("streambook-job.jar: %.1f MiB%n", (double) bytes / MEBIBYTE);
    assertThat(bytes).isLessThan(28L * MEBIBYTE);
  }

  private static Set<String> entriesUnchecked() {
    try {
      return entries();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> entries() throws IOException {
    try (JarFile jar = new JarFile(Installation.jobJar().toFile())) {
      Set<String> names = new TreeSet<>();
      jar.stream().map(ZipEntry::getName).forEach(names::add);
      return names;
    }
  }

  /** All folders that hold classes, and their parents. */
  private static Set<String> packages() throws IOException {
    Set<String> packages = new TreeSet<>();
    for (String entry : entries()) {
      if (entry.endsWith(".class")) {
        for (int slash = entry.lastIndexOf('/');
            slash > 0;
            slash = entry.lastIndexOf('/', slash - 1)) {
          packages.add(entry.substring(0, slash));
        }
      }
    }
    return packages;
  }
}
