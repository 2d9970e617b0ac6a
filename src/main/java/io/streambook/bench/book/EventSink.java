package io.streambook.bench.book;

/** Takes the events of a book in one form for all books, and makes one number of them. */
final class EventSink {
  private static final long ACCEPTED = 0x9E3779B97F4A7C15L;
  private static final long REFUSED = 0xC2B2AE3D27D4EB4FL;
  private static final long TRADED = 0x165667B19E3779F9L;
  private static final long TAKEN_OFF = 0x27D4EB2F165667C5L;

  private long hash;
  private long events;

  void accepted(long id) {
    add(ACCEPTED * id);
  }

  /** A change of an order that is not there. */
  void refused(long id) {
    add(REFUSED * id);
  }

  void traded(long maker, long taker, long price, long qty) {
    add(TRADED * maker + ACCEPTED * taker + REFUSED * price + TAKEN_OFF * qty);
  }

  /** So much of the order rests no more, though nobody traded it. */
  void takenOff(long id, long qty) {
    add(TAKEN_OFF * id + TRADED * qty);
  }

  private void add(long event) {
    hash = (hash ^ event) * 0x2545F4914F6CDD1DL;
    hash ^= hash >>> 32;
    events++;
  }

  /** Of all events in their order. */
  long hash() {
    return hash;
  }

  long events() {
    return events;
  }
}
