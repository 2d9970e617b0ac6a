package io.streambook.local;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** Where this process logs. */
public final class Logs {
  private Logs() {}

  /** From now on everything goes to this file and nothing to the console. */
  public static void toFile(Path file) {
    ConfigurationBuilder<BuiltConfiguration> log4j =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    log4j.add(
        log4j
            .newAppender("file", "File")
            .addAttribute("fileName", file.toString())
            // %ex: the extended form would load classes of jobs that have ended.
            .add(
                log4j.newLayout("PatternLayout").addAttribute("pattern", "%d %-5p %c{1} %m%n%ex")));
    log4j.add(log4j.newRootLogger(Level.INFO).add(log4j.newAppenderRef("file")));
    log4j.add(log4j.newLogger("org.apache.kafka", Level.WARN));
    // The sink registers one gauge again at each checkpoint and Flink warns each time.
    log4j.add(log4j.newLogger("org.apache.flink.metrics.MetricGroup", Level.ERROR));
    // A line per task and checkpoint, five times a second.
    log4j.add(log4j.newLogger("org.apache.flink.runtime.checkpoint", Level.WARN));
    // Each job's operators and state, in the names of the folders.
    log4j.add(log4j.newLogger("org.apache.flink.state.rocksdb", Level.ERROR));
    Configurator.reconfigure(log4j.build(false));
  }
}
