package io.streambook.marketdata;

import io.streambook.book.Decimal8;
import io.streambook.risk.Instrument;
import io.streambook.risk.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Quotes of several venues from a seeded model of prices. Each symbol's fair price walks in whole
 * ticks and is drawn back to where it began; each venue quotes around it. The symbols take turns,
 * and a symbol's price moves by at most one tick in each round of its venues, so that the best bid
 * of all venues stays below their best ask.
 */
public final class QuoteModel {
  /** The pull is even with the noise this far from the anchor, in parts of the anchor price. */
  private static final int PULL_PARTS = 50;

  private final List<Walk> walks = new ArrayList<>();
  private final List<String> venues;
  private final SplittableRandom random;
  private int symbol;
  private int venue;

  /**
   * @param instruments at least one; each starts at its reference price
   * @param venues at least one
   */
  public QuoteModel(List<Instrument> instruments, List<String> venues, long seed) {
    if (instruments.isEmpty() || venues.isEmpty()) {
      throw new IllegalArgumentException("quotes need at least one instrument and one venue");
    }
    for (Instrument instrument : instruments) {
      walks.add(new Walk(instrument));
    }
    this.venues = List.copyOf(venues);
    this.random = new SplittableRandom(seed);
  }

  /**
   * The next quote.
   *
   * @param nowMicros its timestamp
   */
  public Quote next(long nowMicros) {
    Walk walk = walks.get(symbol);
    if (venue == 0) {
      walk.step(random);
    }
    Quote quote = walk.quote(venues.get(venue), random, nowMicros);
    symbol++;
    if (symbol == walks.size()) {
      symbol = 0;
      venue = (venue + 1) % venues.size();
    }
    return quote;
  }

  /** Where an instrument without quotes starts, in 10⁻⁸. */
  static long startPrice(Instrument instrument) {
    if (instrument.referencePrice() != Decimal8.NONE) {
      return instrument.referencePrice();
    }
    if (instrument.bandLow() != Decimal8.NONE && instrument.bandHigh() != Decimal8.NONE) {
      return instrument.bandLow() + (instrument.bandHigh() - instrument.bandLow()) / 2;
    }
    return Math.multiplyExact(instrument.tickSize(), 10_000L);
  }

  private static final class Walk {
    private final Instrument instrument;
    private final long anchorTicks;
    private final long rangeTicks;
    private long fairTicks;
    private long last;

    Walk(Instrument instrument) {
      this.instrument = instrument;
      this.anchorTicks = Math.max(10, startPrice(instrument) / instrument.tickSize());
      this.rangeTicks = Math.max(4, anchorTicks / PULL_PARTS);
      this.fairTicks = anchorTicks;
      this.last = anchorTicks * instrument.tickSize();
    }

    /** A tick up, a tick down or none; the more likely towards the anchor the farther from it. */
    void step(SplittableRandom random) {
      long roll = random.nextLong(4 * rangeTicks);
      long pull = Math.max(-rangeTicks, Math.min(rangeTicks, anchorTicks - fairTicks));
      if (roll < rangeTicks + pull) {
        fairTicks++;
      } else if (roll >= 3 * rangeTicks + pull) {
        fairTicks--;
      }
    }

    Quote quote(String venue, SplittableRandom random, long nowMicros) {
      long bidTicks = fairTicks - 1 - random.nextInt(3);
      long askTicks = fairTicks + 1 + random.nextInt(3);
      long tick = instrument.tickSize();
      if (random.nextInt(4) == 0) {
        last = (random.nextBoolean() ? bidTicks : askTicks) * tick;
      }
      return new Quote(
          instrument.symbol(),
          venue,
          bidTicks * tick,
          askTicks * tick,
          last,
          instrument.lotSize() * random.nextInt(1, 50),
          instrument.lotSize() * random.nextInt(1, 50),
          nowMicros,
          nowMicros);
    }
  }
}
