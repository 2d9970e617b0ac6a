package io.streambook.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streambook.book.Side;
import io.streambook.book.Trade;
import io.streambook.contract.Topic;
import io.streambook.local.LocalCluster;
import io.streambook.local.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job's jar on a cluster of separate JVMs that have Flink's own jars and nothing else, driven
 * by Flink's command line as an operator would, set up by our own commands from the same jar.
 */
@ExtendWith(Stack.class)
class ClusterIT {
  private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final Pattern SAVEPOINT = Pattern.compile("Path: (file:\\S+)");

  @Test
  void restingOrdersMatchAfterStopAndRestore(Stack stack, @TempDir Path folder) throws Exception {
    try (TestVenue venue = new TestVenue(stack);
        LocalCluster cluster = new LocalCluster(folder, 2, 4)) {
      cluster.start();
      venue.send(TestVenue.instrument("ALFA"));
      venue.send(List.of(TestVenue.limits("NORTH/1"), TestVenue.limits("SOUTH/1")));
      assertThat(cluster.streambook(command(venue, "preflight"))).contains("Ready");

      String job = run(cluster, venue, "--parallelism", "2");
      venue.send(TestOrders.limit("ALFA", "NORTH/1", "first", Side.SELL, "10", "100.5"));
      venue.send(TestOrders.limit("ALFA", "NORTH/1", "second", Side.SELL, "10", "100.5"));
      venue.awaitOrders(2);

      String savepoint =
          find(SAVEPOINT, cluster.flink("stop", "--savepointPath", uri(folder), job));
      venue.send(TestOrders.limit("ALFA", "SOUTH/1", "taker", Side.BUY, "15", "101"));
      run(cluster, venue, "--parallelism", "4", savepoint);
      venue.awaitOrders(3);

      assertThat(venue.read(Topic.TRADES, Trade.class))
          .extracting(Trade::sellOrderId, Trade::qty)
          .containsExactly(tuple("first", 10 * 100_000_000L), tuple("second", 5 * 100_000_000L));

      cluster.taskManager(1).kill();
      cluster.taskManager(1).start();
      venue.send(TestOrders.limit("ALFA", "SOUTH/1", "late", Side.BUY, "5", "101"));
      venue.awaitOrders(4);
      assertThat(venue.read(Topic.TRADES, Trade.class))
          .extracting(Trade::sellOrderId)
          .containsExactly("first", "second", "second");
    }
  }

  /** Submits the venue and gives the job's id. */
  private static String run(LocalCluster cluster, TestVenue venue, String... options)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("run", "-d"));
    if (options.length > 2) {
      arguments.addAll(List.of("-s", options[2]));
    }
    arguments.add(LocalCluster.jobJar().toString());
    arguments.addAll(Arrays.asList(command(venue)));
    arguments.addAll(List.of(options[0], options[1]));
    return find(JOB_ID, cluster.flink(arguments.toArray(String[]::new)));
  }

  private static String[] command(TestVenue venue, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of(
            "--services=risk,matching",
            "--brokers=" + venue.kafka().brokers(),
            "--registry=" + venue.kafka().registryUrl(),
            "--topic-prefix=" + venue.kafka().topicPrefix()));
    return all.toArray(String[]::new);
  }

  private static String uri(Path folder) {
    return folder.resolve("savepoints").toUri().toString();
  }

  private static String find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }
}
