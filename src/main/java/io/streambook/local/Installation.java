package io.streambook.local;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the parts of a built Streambook lie, found from where its classes are. */
final class Installation {
  private Installation() {}

  /** Our own classes: {@code target/classes}. */
  static Path classes() {
    try {
      return Path.of(
          Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new LocalException("can't tell where Streambook's classes are", e);
    }
  }

  /** The registry, unpacked by the build. */
  static Path registry() {
    return classes().resolveSibling("registry");
  }

  /** The job's jar, as submitted to a cluster; only {@code mvn package} builds it. */
  static Path jobJar() {
    return classes().resolveSibling("streambook-job.jar");
  }

  /** Flink's configuration, the same for every kind of cluster. */
  static Path flinkConf() {
    return classes().resolve("../../flink-conf").normalize();
  }
}
