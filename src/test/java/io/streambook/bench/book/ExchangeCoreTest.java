package io.streambook.bench.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The book beside exchange-core's on streams of our own, event by event: all that both know. Left
 * out is what they mean differently: a move to the same price, ids that work already, sizes of 0.
 */
class ExchangeCoreTest {
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPARSE")
  void theBareBookGivesTheSameEvents(Shape shape) {
    long seed = ThreadLocalRandom.current().nextLong(1L << 48);
    Commands commands = shape.commands(seed, true);
    Streambook streambook = new Streambook(commands);
    BareBook bare = new BareBook(commands);
    streambook.run(0, commands.size());
    bare.run(0, commands.size());
    assertThat(bare.events().hash()).as("seed %d", seed).isEqualTo(streambook.events().hash());
  }

  @ParameterizedTest
  @EnumSource
  void bothBooksGiveTheSameEvents(Shape shape) {
    long seed = ThreadLocalRandom.current().nextLong(1L << 48);
    Commands commands = shape.commands(seed, true);
    Streambook streambook = new Streambook(commands);
    ExchangeCore exchangeCore = new ExchangeCore(commands);
    for (int n = 0; n < commands.size(); n++) {
      streambook.run(n, n + 1);
      exchangeCore.run(n, n + 1);
      if (streambook.events().hash() != exchangeCore.events().hash()) {
        throw new AssertionError(
            "seed %d, command %d: %s of order %d"
                .formatted(seed, n, commands.kind(n), commands.id(n)));
      }
    }
    assertThat(streambook.events().events()).isGreaterThan(commands.size());
  }
}
