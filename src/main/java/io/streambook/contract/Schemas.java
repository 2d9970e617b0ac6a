package io.streambook.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** The contracts as they stand under {@code avro/}, read from the class path. */
public final class Schemas {
  private Schemas() {}

  /** Schema of a topic's values today, as the text of its file. */
  public static String current(Topic topic) {
    String text = read(topic.base() + ".avsc");
    if (text == null) {
      throw new IllegalArgumentException(topic.base() + " has no schema");
    }
    return text;
  }

  /** Its released versions, first one first; each is frozen. */
  public static List<String> released(Topic topic) {
    List<String> versions = new ArrayList<>();
    while (true) {
      String text = read("released/" + topic.base() + "-v" + (versions.size() + 1) + ".avsc");
      if (text == null) {
        return versions;
      }
      versions.add(text);
    }
  }

  /** Topics whose values have a schema. */
  public static List<Topic> topics() {
    List<Topic> topics = new ArrayList<>(List.of(Topic.values()));
    topics.remove(Topic.DEAD_LETTERS);
    return topics;
  }

  /** Name in the registry (TopicNameStrategy). */
  public static String subject(Topic topic, String topicPrefix) {
    return topic.name(topicPrefix) + "-value";
  }

  /** The text parsed. Each file stands alone: named types of other files are unknown to it. */
  public static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }

  private static String read(String file) {
    try (InputStream in = Schemas.class.getResourceAsStream("/avro/" + file)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
