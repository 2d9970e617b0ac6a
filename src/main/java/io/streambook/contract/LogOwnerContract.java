package io.streambook.contract;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Owners of the log. */
final class LogOwnerContract implements GeneratedContract<io.streambook.avro.LogOwner, LogOwner> {
  @Override
  public Topic topic() {
    return Topic.LOG_OWNER;
  }

  @Override
  public Class<LogOwner> type() {
    return LogOwner.class;
  }

  @Override
  public Schema schema() {
    return io.streambook.avro.LogOwner.getClassSchema();
  }

  @Override
  public String key(LogOwner owner) {
    return owner.prefix() + owner.job();
  }

  @Override
  public LogOwner read(io.streambook.avro.LogOwner avro, ConsumerRecord<byte[], byte[]> source) {
    return new LogOwner(
        avro.getPrefix(),
        List.copyOf(avro.getTopics()),
        avro.getJob(),
        avro.getName(),
        source.offset(),
        Fields.micros(avro.getTimestamp()),
        Map.copyOf(avro.getTopicIds()));
  }

  @Override
  public io.streambook.avro.LogOwner write(LogOwner owner) {
    return new io.streambook.avro.LogOwner(
        owner.prefix(),
        owner.job(),
        owner.name(),
        Fields.instant(owner.time()),
        owner.topics(),
        owner.topicIds());
  }
}
