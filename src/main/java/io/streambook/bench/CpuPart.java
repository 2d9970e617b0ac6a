package io.streambook.bench;

import java.util.List;

/**
 * A part of the work.
 *
 * @param classes what the names of the classes that do it begin with
 */
public record CpuPart(String label, List<String> classes) {
  static final String OTHER = "other";

  /** Of the job; the first that fits counts. */
  static final List<CpuPart> JOB =
      List.of(
          part("book and sequencing", "io.streambook.book."),
          part("risk", "io.streambook.risk."),
          part(
              "exchange between tasks",
              "io.streambook.job.Message",
              "org.apache.flink.runtime.io.network.",
              "org.apache.flink.streaming.runtime.io.",
              "org.apache.flink.shaded.netty4.",
              "org.apache.flink.api.common.typeutils."),
          part(
              "state and RocksDB",
              "org.rocksdb.",
              "org.forstdb.",
              "org.apache.flink.state.",
              "org.apache.flink.runtime.state.",
              "org.apache.flink.runtime.checkpoint.",
              "io.streambook.job.HotState",
              "io.streambook.job.BookStore",
              "io.streambook.job.BookRows",
              "io.streambook.job.AccountRows",
              "io.streambook.job.SymbolRows"),
          part("decode", "io.streambook.contract.AvroDecoder", "io.streambook.job.DecodedRecords"),
          part("encode", "io.streambook.contract.AvroEncoder", "io.streambook.job.KafkaLedger"),
          part(
              "Kafka producer",
              "org.apache.kafka.clients.producer.",
              "org.apache.flink.connector.kafka.sink."),
          part(
              "Kafka consumer",
              "org.apache.kafka.clients.consumer.",
              "org.apache.flink.connector.kafka.source.",
              "org.apache.flink.connector.base.source."),
          part("operators, the rest", "io.streambook.job."),
          part(
              "bench itself: quotes and watch",
              "io.streambook.bench.",
              "io.streambook.marketdata."));

  /** Of the Order Service. */
  static final List<CpuPart> ORDER_SERVICE =
      List.of(
          part("signature", "io.streambook.orderservice.access.", "javax.crypto."),
          part("JSON", "com.fasterxml.jackson.", "io.streambook.orderservice.rest.Json"),
          part("parameters and routes", "io.streambook.orderservice.rest."),
          part("streams and FIX", "io.streambook.orderservice.stream.", "quickfix."),
          part("decode", "io.streambook.contract.AvroDecoder"),
          part("encode", "io.streambook.contract.AvroEncoder"),
          part("Kafka producer", "org.apache.kafka.clients.producer."),
          part("Kafka consumer", "org.apache.kafka.clients.consumer."),
          part("orders and answers", "io.streambook.orderservice.desk."),
          part("web server", "org.eclipse.jetty.", "io.javalin.", "jakarta.servlet."));

  /** Of the book alone. */
  public static final List<CpuPart> BOOK =
      List.of(
          part(
              "orders by account and orderId",
              "io.streambook.book.LiveOrders",
              "io.streambook.book.OrderIdKey"),
          part(
              "price levels and queues",
              "io.streambook.book.Ladder",
              "io.streambook.book.Level",
              "io.streambook.book.OrderBook"),
          part(
              "executions and trades, and those that can be cancelled",
              "io.streambook.book.Reports",
              "io.streambook.book.RecentTrades",
              "io.streambook.bench.book.EventSink"),
          part("what is to be saved", "io.streambook.book.UnsavedOrders"),
          part("rules, and fields of orders", "io.streambook.book."),
          part(
              "bench itself: making the commands",
              "io.streambook.bench.",
              "io.streambook.conformance."));

  private static CpuPart part(String label, String... classes) {
    return new CpuPart(label, List.of(classes));
  }

  /** Label of the part that a method of this class belongs to, or null. */
  static String of(List<CpuPart> parts, String className) {
    return parts.stream()
        .filter(part -> part.classes.stream().anyMatch(className::startsWith))
        .map(CpuPart::label)
        .findFirst()
        .orElse(null);
  }
}
