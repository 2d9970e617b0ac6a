package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.local.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stack.class)
class CommittedConsumerIT {
  private static final int RECORDS = 500;
  private static final int RECORD_BYTES = 1_000;

  private final Stack stack;
  private final TopicPartition partition;

  CommittedConsumerIT(Stack stack) {
    this.stack = stack;
    this.partition = new TopicPartition(stack.newPrefix() + "read", 0);
  }

  @BeforeEach
  void fill() throws ExecutionException, InterruptedException {
    Map<String, Object> client = client();
    try (Admin admin = Admin.create(client);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      admin.createTopics(List.of(new NewTopic(partition.topic(), 1, (short) 1))).all().get();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = 0; i < RECORDS; i++) {
        sent.add(producer.send(new ProducerRecord<>(partition.topic(), new byte[RECORD_BYTES])));
      }
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    }
  }

  @Test
  void readsToTheEndThatWasThere() {
    List<Long> offsets = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = CommittedConsumer.strict(client())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, 10);
      assertThat(CommittedConsumer.readToEnd(consumer, record -> offsets.add(record.offset())))
          .isEqualTo(Map.of(partition, (long) RECORDS));
    }
    assertThat(offsets).hasSize(RECORDS - 10).startsWith(10L).isSorted();
  }

  @Test
  void brokerThatStopsAmidReadingIsGivenUp() {
    Map<String, Object> client = client();
    // So that most of it is still with the broker when the first record is here.
    client.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, RECORD_BYTES);
    client.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, RECORD_BYTES);
    client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    try (KafkaConsumer<byte[], byte[]> consumer = CommittedConsumer.strict(client)) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      try {
        assertThatThrownBy(() -> readFrozen(consumer))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("gives nothing of [" + partition + "] for 2 s");
      } finally {
        stack.kafka().resume();
      }
    }
  }

  private void readFrozen(KafkaConsumer<byte[], byte[]> consumer) {
    CommittedConsumer.readToEnd(
        consumer,
        record -> {
          if (record.offset() == 0) {
            stack.kafka().freeze();
          }
        },
        Duration.ofSeconds(2));
  }

  private Map<String, Object> client() {
    return new HashMap<>(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, stack.brokers()));
  }
}
