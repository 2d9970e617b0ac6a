package io.streambook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.OrderCommand;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.AvroEncoder;
import io.streambook.contract.DeadLetter;
import io.streambook.contract.Decoded;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicReader;
import io.streambook.local.Stack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

/** schemas, topics and deadletters against a real broker and registry. */
@ExtendWith(Stack.class)
class ContractCommandsIT {
  private KafkaSettings settings;
  private StringWriter out;
  private StringWriter err;

  @BeforeEach
  void settings(Stack stack) {
    settings =
        new KafkaSettings(stack.brokers(), stack.registry().url().toString(), stack.newPrefix());
  }

  @Test
  void topicsAreCreatedOnceAndDifferencesAreSaid() {
    assertThat(run("topics", "list")).isEqualTo(1);
    assertThat(out.toString()).contains("missing: run ./streambook topics create");
    assertThat(run("deadletters", "list")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "streambook: There is no topic "
                + settings.topic(Topic.DEAD_LETTERS)
                + ": run ./streambook topics create\n");
    assertThat(run("topics", "create", "--partitions", "2")).isEqualTo(1);
    assertThat(err.toString()).contains("./streambook schemas register");
    for (Topic kept : List.of(Topic.VALIDATED_ORDERS, Topic.EXECUTIONS, Topic.TRADES)) {
      assertThat(out.toString())
          .contains(
              settings.topic(kept)
                  + " created: 2 partitions, {cleanup.policy=delete, retention.bytes=-1,"
                  + " retention.ms=-1}");
    }

    assertThat(run("schemas", "register")).isZero();
    assertThat(run("topics", "create", "--partitions", "3")).isZero();
    assertThat(out.toString())
        .contains(settings.topic(Topic.ORDERS) + " exists with 2 partitions, which stays so")
        .contains("set account HOUSE: maxOrderQty=100000");
    assertThat(run("topics", "create", "--partitions", "2")).isZero();
    assertThat(out.toString()).contains("account HOUSE has a record").doesNotContain("created");
    assertThat(run("topics", "list")).isZero();
    assertThat(out.toString()).contains(settings.topic(Topic.DEAD_LETTERS));
  }

  @Test
  void aDeadLetterIsListedAndGoesBackAsItWas() throws Exception {
    assertThat(run("schemas", "register")).isZero();
    assertThat(run("topics", "create", "--partitions", "1")).isZero();
    String orders = settings.topic(Topic.ORDERS);
    ProducerRecord<byte[], byte[]> bad =
        new ProducerRecord<>(orders, utf8("ACME"), new byte[] {7, 1, 2});
    bad.headers().add("trace", utf8("t-1"));
    send(bad);
    DeadLetter letter = decode(read(Topic.ORDERS).get(0));
    AvroEncoder encoder = new AvroEncoder(settings.openRegistry(), settings.topicPrefix());
    send(encoder.record(letter));
    send(encoder.record(letter)); // at least once
    // Another one's, and one of a version to come.
    send(new ProducerRecord<>(settings.topic(Topic.DEAD_LETTERS), utf8("ACME"), utf8("x")));
    ProducerRecord<byte[], byte[]> later = encoder.record(letter);
    later.headers().add("streambook.reason", utf8("NEVER_SEEN"));
    send(later);

    assertThat(run("deadletters", "list")).isZero();
    assertThat(out.toString())
        .contains(orders + "-0-0 UNKNOWN_MAGIC_BYTE first byte is 7")
        .contains("1 dead letters");
    assertThat(err.toString())
        .contains("offset 2 (no header __connect.errors.topic), left out")
        .contains("offset 3 (")
        .contains("NEVER_SEEN), left out");
    assertThat(run("deadletters", "replay", "--at", orders + "-0-1")).isEqualTo(1);
    assertThat(run("deadletters", "replay", "--code", "UNKNOWN_MAGIC_BYTE")).isZero();
    assertThat(out.toString()).contains(orders + "-0-0 sent again as " + orders + "-0-1");

    ConsumerRecord<byte[], byte[]> again = read(Topic.ORDERS).get(1);
    assertThat(again.key()).isEqualTo(bad.key());
    assertThat(again.value()).isEqualTo(bad.value());
    assertThat(again.headers().toArray()).isEqualTo(bad.headers().toArray());
  }

  /** It would come after what it belongs before. */
  @Test
  void whatTheVenueWroteIsNotSentAgain() throws Exception {
    assertThat(run("schemas", "register")).isZero();
    assertThat(run("topics", "create", "--partitions", "1")).isZero();
    String executions = settings.topic(Topic.EXECUTIONS);
    send(new ProducerRecord<>(executions, utf8("ACME"), new byte[] {7, 1, 2}));
    AvroEncoder encoder = new AvroEncoder(settings.openRegistry(), settings.topicPrefix());
    send(encoder.record(decode(read(Topic.EXECUTIONS).get(0))));

    assertThat(run("deadletters", "replay", "--code", "UNKNOWN_MAGIC_BYTE")).isEqualTo(1);
    assertThat(out.toString())
        .contains(executions + "-0-0 stays: the venue itself wrote it")
        .contains("0 sent again");
    assertThat(read(Topic.EXECUTIONS)).hasSize(1);
  }

  /** What an operator has set since holds until he says otherwise. */
  @Test
  void anOldRecordOfLimitsDoesNotOverwriteANewerOneUnasked() throws Exception {
    assertThat(run("schemas", "register")).isZero();
    assertThat(run("topics", "create", "--partitions", "1")).isZero();
    String limits = settings.topic(Topic.RISK_LIMITS);
    int first = read(Topic.RISK_LIMITS).size();
    AvroEncoder encoder = new AvroEncoder(settings.openRegistry(), settings.topicPrefix());
    for (String account : List.of("EAST", "WEST", "EAST")) {
      send(new ProducerRecord<>(limits, utf8(account), new byte[] {7, 1, 2}));
    }
    for (ConsumerRecord<byte[], byte[]> record :
        read(Topic.RISK_LIMITS).subList(first, first + 3)) {
      send(encoder.record(decode(record)));
    }
    String old = limits + "-0-" + first;
    String newest = limits + "-0-" + (first + 2);

    assertThat(run("deadletters", "replay", "--at", old)).isEqualTo(1);
    assertThat(out.toString())
        .contains(old + " stays: " + newest + " has the same key and is newer; with --overwrite")
        .contains("0 sent again");
    assertThat(read(Topic.RISK_LIMITS)).hasSize(first + 3);

    assertThat(run("deadletters", "replay", "--code", "UNKNOWN_MAGIC_BYTE")).isZero();
    assertThat(out.toString())
        .contains(old + " stays")
        .contains(newest + " sent again")
        .contains("2 sent again");
    assertThat(run("deadletters", "replay", "--at", old, "--overwrite")).isZero();
    assertThat(out.toString()).contains(old + " sent again as " + limits + "-0-" + (first + 5));
  }

  private DeadLetter decode(ConsumerRecord<byte[], byte[]> record) {
    Registry registry = settings.openRegistry();
    Decoded<OrderCommand> decoded = AvroDecoder.orders(registry, 1).decode(record);
    return ((Decoded.Dead<OrderCommand>) decoded).letter();
  }

  private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            settings.clientConfig(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    TopicReader.readToEnd(settings.clientConfig(), settings.topic(topic), records::add);
    return records;
  }

  private int run(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine line = Streambook.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] all =
        Stream.concat(
                Stream.of(args),
                Stream.of(
                    "--brokers",
                    settings.brokers(),
                    "--registry",
                    settings.registryUrl(),
                    "--topic-prefix",
                    settings.topicPrefix()))
            .toArray(String[]::new);
    return line.execute(all);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
