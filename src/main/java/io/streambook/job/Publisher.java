package io.streambook.job;

import io.streambook.contract.LogOwner;
import io.streambook.contract.Topic;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a job publishes, as its owner records say it.
 *
 * @param prefix of its transactional ids
 * @param topics that no other job may publish to: their names without a prefix
 */
record Publisher(String prefix, List<String> topics) implements Serializable {
  /** That of a job: two logs in one topic would be none, nor may two matchings answer one log. */
  static Publisher of(JobSettings settings) {
    List<String> topics = new ArrayList<>();
    if (settings.runs(Service.RISK)) {
      topics.add(Topic.VALIDATED_ORDERS.base());
    }
    if (settings.runs(Service.MATCHING)) {
      topics.add(Topic.EXECUTIONS.base());
    }
    return new Publisher(settings.transactionalIdPrefix(), List.copyOf(topics));
  }

  /** Whether of this job and the one of this record only the newer may publish. */
  boolean excludes(LogOwner owner) {
    return owner.prefix().equals(prefix) || !Collections.disjoint(owner.topics(), topics);
  }
}
