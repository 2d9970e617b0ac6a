package io.streambook.bench;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The yardstick of the Order Service, a process of its own: the same web server and the same
 * producer, and nothing between them. It writes the body of each request to a topic and answers
 * when all replicas have it. It looks at no signature and no parameter, and waits for no venue.
 */
public final class BareServer {
  static final String DESCRIPTION =
      "yardstick: the same web server (Javalin) that writes each request's body to a topic and"
          + " answers when all replicas have it; it checks nothing and waits for no venue";

  /** As the Order Service's. */
  private static final int LINGER_MILLIS = 1;

  private static final byte[] DONE = "{\"status\":\"DONE\"}".getBytes(StandardCharsets.UTF_8);

  private final Producer<byte[], byte[]> producer;
  private final String topic;

  private BareServer(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * Serves until it is told to end.
   *
   * @param args port, brokers, topic
   */
  @SuppressWarnings("resource") // they end with the process
  public static void main(String[] args) {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, args[1]);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    BareServer server =
        new BareServer(
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
            args[2]);
    Javalin.create(
            javalin -> {
              javalin.startup.showJavalinBanner = false;
              javalin.startup.showOldJavalinVersionWarning = false;
              javalin.routes.post(RestOrders.PATH, server::take);
            })
        .start("127.0.0.1", Integer.parseInt(args[0]));
  }

  private void take(Context context) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    // Its callback says all that the future could.
    var unused =
        producer.send(
            new ProducerRecord<>(topic, context.bodyAsBytes()),
            (place, failure) -> {
              if (failure == null) {
                taken.complete(null);
              } else {
                taken.completeExceptionally(failure);
              }
            });
    context.future(() -> taken.thenAccept(done -> context.result(DONE)));
  }
}
