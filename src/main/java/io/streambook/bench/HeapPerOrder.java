package io.streambook.bench;

import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.Matching;
import io.streambook.book.OrderCommand;
import io.streambook.book.Sequencer;
import io.streambook.book.Verdict;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.AvroEncoder;
import io.streambook.contract.Decoded;
import io.streambook.contract.KafkaSettings;
import io.streambook.contract.Registry;
import io.streambook.contract.SchemaRegistration;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heap that sequencers and books take, filled with orders as they come out of the topic: each
 * with strings of its own.
 */
final class HeapPerOrder {
  private static final Logger LOG = LoggerFactory.getLogger(HeapPerOrder.class);

  private final Map<String, Sequencer> sequencers = new HashMap<>();
  private final Map<String, Matching> books = new HashMap<>();

  private HeapPerOrder() {}

  /** Bytes for each order that rests. */
  static double measure(KafkaSettings kafka, BenchMarket market, BenchSettings settings) {
    Registry registry = kafka.openRegistry();
    SchemaRegistration.register(registry, kafka.topicPrefix(), LOG::info);
    List<ProducerRecord<byte[], byte[]>> records =
        records(new AvroEncoder(registry, kafka.topicPrefix()), market, settings);
    AvroDecoder<OrderCommand> decoder = AvroDecoder.orders(registry, 1);
    HeapPerOrder filled = new HeapPerOrder();
    long before = UsedHeap.bytes();
    try {
      for (int i = 0; i < records.size(); i++) {
        // The symbols take turns.
        filled.rest(order(decoder, records.get(i), i), i / settings.symbols() + 1);
      }
      return (double) (UsedHeap.bytes() - before) / records.size();
    } finally {
      Reference.reachabilityFence(records);
      Reference.reachabilityFence(filled);
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> records(
      AvroEncoder encoder, BenchMarket market, BenchSettings settings) {
    OrderMix mix = new OrderMix(market, settings.stateResting(), settings.seed());
    return Stream.generate(mix::resting)
        .limit(settings.stateResting())
        .map(encoder::record)
        .toList();
  }

  private static OrderCommand order(
      AvroDecoder<OrderCommand> decoder, ProducerRecord<byte[], byte[]> sent, long offset) {
    Decoded<OrderCommand> decoded =
        decoder.decode(new ConsumerRecord<>(sent.topic(), 0, offset, sent.key(), sent.value()));
    if (decoded instanceof Decoded.Value<OrderCommand> value) {
      return value.value();
    }
    throw new IllegalStateException("an order of the bench can't be read: " + decoded);
  }

  private void rest(OrderCommand order, long number) {
    Sequencer sequencer = sequencers.computeIfAbsent(order.symbol(), Sequencer::new);
    Matching book = books.computeIfAbsent(order.symbol(), Matching::new);
    sequencer.order(judged(order, number), entry -> book.apply(entry, SymbolMix.UNHEARD));
  }

  private static Judged judged(OrderCommand order, long number) {
    return new Judged(
        order, number, order.timestamp(), 0, order.price(), Decimal8.NONE, "USD", Verdict.ACCEPTED);
  }
}
