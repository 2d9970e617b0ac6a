package io.streambook.cli;

import io.streambook.contract.DeadLetter;
import io.streambook.contract.DeadLetters;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicReader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What could not be decoded: show it, send it again. */
@Command(
    name = "deadletters",
    description = "Lists messages that could not be decoded, and sends them again.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class DeadLettersCommand {
  @Spec private CommandSpec spec;

  /** Which dead letters. */
  static final class Selection {
    @Option(
        names = "--code",
        description = "All with this code: ${COMPLETION-CANDIDATES}.",
        paramLabel = "CODE")
    private DeadLetter.Code code;

    @Option(
        names = "--at",
        description = "The one from this place, as deadletters list prints it.",
        paramLabel = "TOPIC-PARTITION-OFFSET")
    private String place;

    boolean holds(DeadLetter letter) {
      return place == null ? code == letter.code() : place.equals(place(letter));
    }
  }

  @Command(
      name = "list",
      description = {
        "Prints topic-partition-offset, code and text of each dead letter.",
        "Example: ./streambook deadletters list"
      },
      mixinStandardHelpOptions = true)
  void list(@Mixin KafkaSettings settings) {
    List<DeadLetter> letters = read(settings);
    letters.forEach(l -> out().printf("%s %s %s%n", place(l), l.code(), l.text()));
    out().printf("%d dead letters%n", letters.size());
    out().flush();
  }

  @Command(
      name = "replay",
      description = {
        "Sends dead letters to their topics again: original key, value and headers, so that Kafka's"
            + " partitioner picks the partition. Do it once the cause is mended; what still can't"
            + " be decoded comes back. What the venue itself wrote has its place in its log and is"
            + " not sent again. Of risk-limits and instruments the newest record of a key counts:"
            + " one that has a newer one stays, but for --overwrite.",
        "Example: ./streambook deadletters replay --at orders-2-1234",
        "Example: ./streambook deadletters replay --code UNKNOWN_SCHEMA_ID"
      },
      mixinStandardHelpOptions = true)
  int replay(
      @Mixin KafkaSettings settings,
      @ArgGroup(multiplicity = "1") Selection selection,
      @Option(
              names = "--overwrite",
              description =
                  "Sends risk limits and instruments again though there are newer ones, which then"
                      + " no longer hold.")
          boolean overwrite) {
    List<DeadLetter> chosen = read(settings).stream().filter(selection::holds).toList();
    Map<String, String> newer = overwrite ? Map.of() : newer(settings, chosen);
    int sentAgain = 0;
    try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
      for (DeadLetter letter : chosen) {
        if (isOwn(settings.topicNamed(letter.topic()))) {
          out().printf("%s stays: the venue itself wrote it%n", place(letter));
          continue;
        }
        if (newer.containsKey(place(letter))) {
          out()
              .printf(
                  "%s stays: %s has the same key and is newer; with --overwrite it is sent again"
                      + " and holds instead%n",
                  place(letter), newer.get(place(letter)));
          continue;
        }
        var sent = producer.send(DeadLetters.original(letter)).get();
        out()
            .printf(
                "%s sent again as %s-%d-%d%n",
                place(letter), sent.topic(), sent.partition(), sent.offset());
        sentAgain++;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while sending", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Can't send", e.getCause());
    }
    out().printf("%d sent again%n", sentAgain);
    out().flush();
    return sentAgain == 0 ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  /** The newest record of the same key, by place of the dead letter that is older. */
  private static Map<String, String> newer(KafkaSettings settings, List<DeadLetter> letters) {
    Map<String, List<DeadLetter>> byTopic =
        letters.stream()
            .filter(letter -> isDesiredState(settings.topicNamed(letter.topic())))
            .collect(Collectors.groupingBy(DeadLetter::topic));
    Map<String, String> newer = new HashMap<>();
    byTopic.forEach(
        (topic, ofTopic) ->
            TopicReader.readToEnd(
                settings.commandConfig(),
                topic,
                record -> {
                  for (DeadLetter letter : ofTopic) {
                    if (isNewer(record, letter)) {
                      newer.put(place(letter), place(topic, record.partition(), record.offset()));
                    }
                  }
                }));
    return newer;
  }

  private static boolean isDesiredState(Topic topic) {
    return topic != null && topic.isInput() && topic.compacted();
  }

  /** Of two partitions, where another partitioner was at work, the broker's time tells. */
  private static boolean isNewer(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
    return Arrays.equals(record.key(), letter.key())
        && (record.partition() == letter.partition()
            ? record.offset() > letter.offset()
            : record.timestamp() > letter.timestamp());
  }

  private static boolean isOwn(Topic topic) {
    return topic != null && !topic.isInput();
  }

  /** Each once: they are written at least once. What another one wrote there is told of. */
  private List<DeadLetter> read(KafkaSettings settings) {
    List<DeadLetter> letters = new ArrayList<>();
    Set<String> places = new HashSet<>();
    TopicReader.readToEnd(
        settings.commandConfig(),
        settings.topic(Topic.DEAD_LETTERS),
        record -> {
          try {
            DeadLetter letter = DeadLetters.read(record);
            if (places.add(place(letter))) {
              letters.add(letter);
            }
          } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println("streambook: " + e.getMessage() + ", left out");
          }
        });
    return letters;
  }

  private static String place(DeadLetter letter) {
    return place(letter.topic(), letter.partition(), letter.offset());
  }

  private static String place(String topic, int partition, long offset) {
    return topic + "-" + partition + "-" + offset;
  }

  private static KafkaProducer<byte[], byte[]> producer(KafkaSettings settings) {
    var config = new HashMap<String, Object>(settings.clientConfig());
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, DeadLetters.MAX_MESSAGE_BYTES);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
