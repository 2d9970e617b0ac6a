package io.streambook.audit;

/**
 * A record and where it was found.
 *
 * @param topic Kafka's name of the topic
 * @param timestamp Kafka's, in milliseconds since 1970
 */
record Found<T>(String topic, int partition, long offset, long timestamp, T value) {

  /** The place in the form that Kafka's own tools print. */
  String where() {
    return topic + "-" + partition + "-" + offset;
  }
}
