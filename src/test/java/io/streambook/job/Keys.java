package io.streambook.job;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/** Where Kafka's own partitioner puts a key. */
final class Keys {
  private Keys() {}

  static int partition(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % TestVenue.PARTITIONS;
  }

  /** The beginning with the first number behind it that brings it into the partition. */
  static String inPartition(String beginning, int partition) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> beginning + i)
        .filter(key -> partition(key) == partition)
        .findFirst()
        .orElseThrow();
  }
}
