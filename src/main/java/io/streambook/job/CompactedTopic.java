package io.streambook.job;

import io.streambook.contract.AvroDecoder;
import io.streambook.contract.Decoded;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Topic;
import io.streambook.contract.TopicReader;
import java.util.ArrayList;
import java.util.List;

/**
 * What a compacted topic holds when an operator opens. Records that can't be decoded are passed
 * over here: the source of the same topic reads them too, and makes them dead letters.
 */
final class CompactedTopic<T> implements Bootstrap<T> {
  private final Topic topic;
  private final Class<T> type;
  private final KafkaSettings settings;
  private final int partitions;

  /**
   * @param partitions of the topic
   */
  CompactedTopic(Topic topic, Class<T> type, KafkaSettings settings, int partitions) {
    this.topic = topic;
    this.type = type;
    this.settings = settings;
    this.partitions = partitions;
  }

  @Override
  public List<T> read() {
    AvroDecoder<?> decoder = DecodedRecords.decoder(topic, settings.awaitedRegistry(), partitions);
    List<T> values = new ArrayList<>();
    TopicReader.readToEnd(
        settings.clientConfig(),
        settings.topic(topic),
        record -> {
          if (decoder.decode(record) instanceof Decoded.Value<?> value) {
            values.add(type.cast(value.value()));
          }
        });
    return values;
  }
}
