package io.streambook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** The table of ACLs in README.md, of a venue with a topic prefix. */
final class AclTable {
  private static final String HEAD = "| user | Read of topics | Write of topics | besides |";
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Pattern BESIDES =
      Pattern.compile("(\\w+) of (topics|transactional ids|groups|cluster)(?: `([^`]+)`)?");

  private final String topicPrefix;

  AclTable(String topicPrefix) {
    this.topicPrefix = topicPrefix;
  }

  /**
   * What the rows say that begin like this.
   *
   * @param user of Kafka that gets them
   */
  List<AclBinding> acls(String rows, String user) throws IOException {
    List<AclBinding> acls = new ArrayList<>();
    List<String> lines = Files.readAllLines(Path.of("README.md"));
    lines.subList(lines.indexOf(HEAD) + 2, lines.size()).stream()
        .takeWhile(line -> line.startsWith("|"))
        .filter(line -> line.startsWith("| " + rows))
        .map(line -> line.split("\\|", -1))
        .forEach(
            cells -> {
              names(cells[2]).forEach(name -> acls.add(topic(user, AclOperation.READ, name)));
              names(cells[3]).forEach(name -> acls.add(topic(user, AclOperation.WRITE, name)));
              acls.addAll(besides(user, cells[4]));
            });
    if (acls.isEmpty()) {
      throw new IllegalArgumentException("README.md has no ACLs of " + rows);
    }
    return acls;
  }

  /** Allows an operation on one topic, or on all for {@code *}. */
  AclBinding topic(String user, AclOperation operation, String name) {
    return acl(user, operation, ResourceType.TOPIC, topicPrefix + name);
  }

  private List<AclBinding> besides(String user, String cell) {
    List<AclBinding> acls = new ArrayList<>();
    Matcher found = BESIDES.matcher(cell);
    while (found.find()) {
      AclOperation operation = SecurityUtils.operation(found.group(1));
      acls.add(
          switch (found.group(2)) {
            case "topics" -> topic(user, operation, found.group(3));
            case "groups" -> acl(user, operation, ResourceType.GROUP, topicPrefix + found.group(3));
            case "cluster" -> acl(user, operation, ResourceType.CLUSTER, Resource.CLUSTER_NAME);
            default ->
                acl(user, operation, ResourceType.TRANSACTIONAL_ID, topicPrefix + found.group(3));
          });
    }
    return acls;
  }

  /** By prefix when the name ends with a star. */
  static AclBinding acl(String user, AclOperation operation, ResourceType type, String name) {
    ResourcePattern pattern =
        name.endsWith("*")
            ? new ResourcePattern(type, name.substring(0, name.length() - 1), PatternType.PREFIXED)
            : new ResourcePattern(type, name, PatternType.LITERAL);
    return new AclBinding(
        pattern, new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
  }

  private static List<String> names(String cell) {
    return NAME.matcher(cell).results().map(match -> match.group(1)).toList();
  }
}
