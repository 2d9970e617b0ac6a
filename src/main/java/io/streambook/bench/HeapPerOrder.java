package io.streambook.bench;

import io.streambook.book.Decimal8;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.MatchListener;
import io.streambook.book.Matching;
import io.streambook.book.OrderCommand;
import io.streambook.book.Sequencer;
import io.streambook.book.Trade;
import io.streambook.book.Verdict;
import io.streambook.contract.AvroDecoder;
import io.streambook.contract.Decoded;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The heap that sequencers and books take, filled with orders as they come out of the topic: each
 * with strings of its own.
 */
final class HeapPerOrder {
  private static final int COLLECTIONS = 3;

  private static final MatchListener UNHEARD =
      new MatchListener() {
        @Override
        public void onExecution(Execution execution) {}

        @Override
        public void onTrade(Trade trade) {}
      };

  private final Map<String, Sequencer> sequencers = new HashMap<>();
  private final Map<String, Matching> books = new HashMap<>();

  private HeapPerOrder() {}

  /** Bytes for each order that rests. */
  static double measure(TestedVenue venue, BenchMarket market, BenchSettings settings) {
    List<ProducerRecord<byte[], byte[]>> records = records(venue, market, settings);
    AvroDecoder<OrderCommand> decoder = AvroDecoder.orders(venue.registry(), 1);
    HeapPerOrder filled = new HeapPerOrder();
    long before = usedHeap();
    try {
      for (int i = 0; i < records.size(); i++) {
        // The symbols take turns.
        filled.rest(order(decoder, records.get(i), i), i / settings.symbols() + 1);
      }
      return (double) (usedHeap() - before) / records.size();
    } finally {
      Reference.reachabilityFence(records);
      Reference.reachabilityFence(filled);
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> records(
      TestedVenue venue, BenchMarket market, BenchSettings settings) {
    OrderMix mix = new OrderMix(market, settings.stateResting(), settings.seed());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(settings.stateResting());
    try (OrderSender encoder = venue.sender(0)) {
      for (int i = 0; i < settings.stateResting(); i++) {
        records.add(encoder.encode(mix.resting()));
      }
    }
    return records;
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
    sequencer.order(judged(order, number), entry -> book.apply(entry, UNHEARD));
  }

  private static Judged judged(OrderCommand order, long number) {
    return new Judged(
        order, number, order.timestamp(), 0, order.price(), Decimal8.NONE, "USD", Verdict.ACCEPTED);
  }

  private static long usedHeap() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
