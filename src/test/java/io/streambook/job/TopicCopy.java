package io.streambook.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.Schemas;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the topics of a venue held, with their offsets: kept beside a savepoint, and put into the
 * empty topics of another broker and registry. The offsets that transaction markers took are taken
 * by markers again.
 *
 * @param schemas that the values name, by the id that they had
 * @param topics by name in the contract, each with its partitions
 */
record TopicCopy(
    @JsonProperty("schemas") Map<Integer, Named> schemas,
    @JsonProperty("topics") Map<Topic, List<Partition>> topics) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A schema under the topic that it belongs to. */
  record Named(@JsonProperty("topic") Topic topic, @JsonProperty("schema") String schema) {}

  /** All records of a partition, and its end. */
  record Partition(@JsonProperty("end") long end, @JsonProperty("records") List<Kept> records) {}

  /** A record. */
  @SuppressWarnings("ArrayRecordComponent") // bytes as Kafka gave them
  record Kept(
      @JsonProperty("offset") long offset,
      @JsonProperty("timestamp") long timestamp,
      @JsonProperty("key") byte[] key,
      @JsonProperty("value") byte[] value) {}

  static TopicCopy load(Path file) throws IOException {
    return JSON.readValue(file.toFile(), TopicCopy.class);
  }

  void save(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }

  static TopicCopy of(KafkaSettings kafka, Registry registry) {
    TopicCopy copy = new TopicCopy(new TreeMap<>(), new TreeMap<>());
    for (Topic topic : Topic.values()) {
      List<Partition> partitions = new ArrayList<>();
      for (long end : ends(kafka, topic)) {
        partitions.add(new Partition(end, new ArrayList<>()));
      }
      TopicReader.readToEnd(
          kafka.clientConfig(),
          kafka.topic(topic),
          record -> {
            partitions.get(record.partition()).records().add(kept(record));
            int id = ByteBuffer.wrap(record.value()).getInt(1);
            copy.schemas.computeIfAbsent(
                id, any -> new Named(topic, registry.schemaById(id).orElseThrow()));
          });
      copy.topics.put(topic, partitions);
    }
    return copy;
  }

  private static Kept kept(ConsumerRecord<byte[], byte[]> record) {
    return new Kept(record.offset(), record.timestamp(), record.key(), record.value());
  }

  /** Fills topics that are empty, registering schemas where they are not. */
  void restore(KafkaSettings kafka, Registry registry) {
    Map<Integer, Integer> ids = new TreeMap<>();
    schemas.forEach(
        (id, named) ->
            ids.put(
                id,
                registry.register(
                    Schemas.subject(named.topic(), kafka.topicPrefix()), named.schema())));
    topics.forEach(
        (topic, partitions) -> {
          for (int partition = 0; partition < partitions.size(); partition++) {
            fill(kafka, new TopicPartition(kafka.topic(topic), partition), partitions, ids);
          }
          List<Long> ends = partitions.stream().map(Partition::end).toList();
          if (!ends(kafka, topic).equals(ends)) {
            throw new IllegalStateException(
                "%s ends at %s, not at %s".formatted(topic, ends(kafka, topic), ends));
          }
        });
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the end offsets tell whether all are there
  private static void fill(
      KafkaSettings kafka,
      TopicPartition place,
      List<Partition> partitions,
      Map<Integer, Integer> ids) {
    Partition partition = partitions.get(place.partition());
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.brokers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "copy-" + place);
    try (KafkaProducer<byte[], byte[]> transactional =
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        KafkaProducer<byte[], byte[]> plain = plain(kafka)) {
      transactional.initTransactions();
      int from = 0;
      while (from < partition.records().size()) {
        int to = from + 1;
        while (to < partition.records().size()
            && partition.records().get(to).offset()
                == partition.records().get(to - 1).offset() + 1) {
          to++;
        }
        List<Kept> run = partition.records().subList(from, to);
        // Records without a gap behind them were not written in a transaction.
        boolean marked = run.get(run.size() - 1).offset() + 1 < partition.end();
        KafkaProducer<byte[], byte[]> producer = marked ? transactional : plain;
        if (marked) {
          transactional.beginTransaction();
        }
        run.forEach(kept -> producer.send(record(place, kept, ids)));
        producer.flush();
        if (marked) {
          transactional.commitTransaction();
        }
        from = to;
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(
      TopicPartition place, Kept kept, Map<Integer, Integer> ids) {
    byte[] value = kept.value().clone();
    ByteBuffer bytes = ByteBuffer.wrap(value);
    bytes.putInt(1, ids.get(bytes.getInt(1)));
    return new ProducerRecord<>(
        place.topic(), place.partition(), kept.timestamp(), kept.key(), value);
  }

  private static KafkaProducer<byte[], byte[]> plain(KafkaSettings kafka) {
    return new KafkaProducer<>(
        kafka.clientConfig(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static List<Long> ends(KafkaSettings kafka, Topic topic) {
    String name = kafka.topic(topic);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            kafka.clientConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(partition -> new TopicPartition(name, partition.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      return partitions.stream()
          .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
          .map(ends::get)
          .toList();
    }
  }
}
