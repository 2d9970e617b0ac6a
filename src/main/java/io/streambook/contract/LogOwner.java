package io.streambook.contract;

import java.util.List;
import java.util.Map;

/**
 * A start of a job that publishes.
 *
 * @param prefix of its transactional ids
 * @param topics that no other job may publish to: their names without a prefix
 * @param job the same for each start of one job
 * @param name for a person
 * @param generation offset of the record; -1 before it is written
 * @param time in microseconds since 1970
 * @param topicIds Kafka's ids, by name, of {@code log-owner} and of the topics whose offsets the
 *     job keeps; empty in records of releases that did not tell
 */
public record LogOwner(
    String prefix,
    List<String> topics,
    String job,
    String name,
    long generation,
    long time,
    Map<String, String> topicIds) {}
