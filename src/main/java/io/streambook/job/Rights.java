package io.streambook.job;

import io.streambook.contract.Topic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * What the brokers must allow to the job's user; without an authorizer they allow all. Of the
 * transactional ids and groups they tell only whether it may see them.
 */
final class Rights {
  private final Admin admin;
  private final JobSettings settings;

  Rights(Admin admin, JobSettings settings) {
    this.admin = admin;
    this.settings = settings;
  }

  /** One line for each topic, transactional id or group with what is not allowed. */
  List<String> missing() throws ExecutionException, InterruptedException {
    List<String> lines = new ArrayList<>();
    Map<String, KafkaFuture<TopicDescription>> topics =
        admin
            .describeTopics(
                Stream.of(Topic.values()).map(settings.kafka()::topic).toList(),
                new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    for (Topic topic : Topic.values()) {
      String name = settings.kafka().topic(topic);
      Set<AclOperation> missing = needed(topic);
      missing.removeAll(allowed(topics.get(name)));
      if (!missing.isEmpty()) {
        lines.add(line(missing, "topic " + name));
      }
    }
    String id = KafkaLogStore.sideId(settings.transactionalIdPrefix());
    if (isHidden(admin.describeTransactions(List.of(id)).description(id))) {
      lines.add(
          line(
              EnumSet.of(AclOperation.WRITE),
              "transactional ids " + settings.transactionalIdPrefix() + "*"));
    }
    String group = settings.groupId() + "." + Topic.LOG_OWNER.base();
    if (isHidden(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())) {
      lines.add(line(EnumSet.of(AclOperation.READ), "groups " + settings.groupId() + ".*"));
    }
    return lines;
  }

  static String line(Set<AclOperation> missing, String resource) {
    return "Kafka does not allow %s of %s to the user of --client-config: add the ACL"
        .formatted(
            missing.stream().map(SecurityUtils::operationName).collect(Collectors.joining(", ")),
            resource);
  }

  private Set<AclOperation> needed(Topic topic) {
    Set<AclOperation> needed = EnumSet.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
    for (Service service : Service.values()) {
      if (settings.runs(service) && service.reads(topic)) {
        needed.add(AclOperation.READ);
      }
      if (settings.runs(service) && service.writes(topic)) {
        needed.add(AclOperation.WRITE);
      }
    }
    return needed;
  }

  /** All when there is no such topic: that is another problem. */
  private static Set<AclOperation> allowed(KafkaFuture<TopicDescription> topic)
      throws ExecutionException, InterruptedException {
    try {
      return topic.get().authorizedOperations();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Set.of();
      } else if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return EnumSet.allOf(AclOperation.class);
      }
      throw e;
    }
  }

  private static boolean isHidden(KafkaFuture<?> described)
      throws ExecutionException, InterruptedException {
    try {
      described.get();
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return false;
      } else if (e.getCause() instanceof AuthorizationException) {
        return true;
      }
      throw e;
    }
  }
}
