package io.streambook.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/** Brings the schemas into the registry, each subject under FULL_TRANSITIVE. */
public final class SchemaRegistration {
  static final String LEVEL = "FULL_TRANSITIVE";

  private final Registry registry;
  private final Function<Topic, String> prefixes;
  private final Consumer<String> report;

  private SchemaRegistration(
      Registry registry, Function<Topic, String> prefixes, Consumer<String> report) {
    this.registry = registry;
    this.prefixes = prefixes;
    this.report = report;
  }

  /** The same with one prefix for all topics. */
  public static void register(Registry registry, String topicPrefix, Consumer<String> report) {
    register(registry, topic -> topicPrefix, report);
  }

  /**
   * Registers the released versions in their order and then today's, where they are not yet.
   *
   * @param prefixes of each topic
   * @param report takes a line for each thing done
   * @throws IllegalStateException when {@link SchemaCheck} finds problems: nothing is done then
   * @throws Registry.Refused when the registry refuses a schema
   */
  public static void register(
      Registry registry, Function<Topic, String> prefixes, Consumer<String> report) {
    List<String> problems = SchemaCheck.problems();
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("\n", problems));
    }
    SchemaRegistration registration = new SchemaRegistration(registry, prefixes, report);
    Schemas.topics().forEach(registration::register);
  }

  private void register(Topic topic) {
    String subject = Schemas.subject(topic, prefixes.apply(topic));
    if (!registry.compatibility(subject).equals(Optional.of(LEVEL))) {
      registry.setCompatibility(subject, LEVEL);
      report.accept(subject + ": set " + LEVEL);
    }
    List<String> versions = new ArrayList<>(Schemas.released(topic));
    versions.add(Schemas.current(topic));
    for (int i = 0; i < versions.size(); i++) {
      boolean current = i == versions.size() - 1;
      register(subject, current ? "current version" : "version " + (i + 1), versions.get(i));
    }
  }

  private void register(String subject, String name, String schema) {
    OptionalInt id = registry.idOf(subject, schema);
    if (id.isPresent()) {
      report.accept(subject + ": " + name + " stands there, id " + id.getAsInt());
    } else {
      report.accept(
          subject + ": registered " + name + ", id " + registry.register(subject, schema));
    }
  }
}
