package io.streambook.job;

import io.streambook.venue.Keyed;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * Plain objects on the heap in front of an operator's keyed state, written behind. An object is
 * loaded when its key is first asked for. What has changed is stored at the latest when the
 * operator calls {@link #flush()} in {@code snapshotState}, which runs before the backend's own
 * snapshot. So that this is over soon, the oldest rows are stored before, a few at a time: after
 * each message when too many wait ({@link #drain()}), and now and then ({@link #spread()}). Many
 * may wait while the next flush is far, as the time between the last two tells: what changes again
 * and again is stored once, and what comes and goes never. Beyond the capacity an object that was
 * not used lately is stored and leaves the heap. After a failure the heap is gone and the sources
 * rewind, so what was not stored, or in part, is not missed.
 *
 * <p>Sets the operator's current key by itself and puts the previous one back, so that an operator
 * may switch off Flink's own key context ({@code hasKeyContext1} and {@code setKeyContextElement1})
 * and pay for it only when an object is loaded or stored. One thread: the task's.
 *
 * @param <V> what belongs to one key
 */
final class HotState<V> implements Keyed<V> {
  private static final int WAITING_MAX = 1024;
  private static final int SLICES = 32;
  private static final int CATCH_UP_PARTS = 32;
  private static final int SPREAD_PARTS = 8;

  /** Times {@link #waitingMax}: as many may wait in the first half of the time between flushes. */
  private static final int FREE = 512;

  /** The same from then on when hardly any wait, were all of the time left. */
  private static final int RELAXED = 64;

  /** How an object comes from and goes to keyed state. Called with the current key set. */
  interface Store<V> {
    /** Never null: an empty object when the state of the key is empty. */
    V load(String key) throws Exception;

    /** How many rows there are to write, for one that has changed. */
    int unsaved(V value);

    /**
     * Writes what has changed, the oldest first: about so many rows, at least one.
     *
     * @return whether nothing is left
     */
    boolean store(V value, int maxRows) throws Exception;
  }

  private static final class Hot<V> {
    final String key;
    final V value;
    boolean dirty;

    /** Asked for since it was loaded, or since it was spared last. */
    boolean used;

    /** Part of {@link #waiting}. */
    int rows;

    Hot(String key, V value) {
      this.key = key;
      this.value = value;
    }
  }

  private final KeyContext context;
  private final Store<V> store;
  private final int capacity;
  private final int waitingMax;
  private final Object2ObjectOpenHashMap<String, Hot<V>> hot = new Object2ObjectOpenHashMap<>();

  /** The same, those first that will be looked at first when one has to go. */
  private final ArrayDeque<Hot<V>> clock = new ArrayDeque<>();

  /** In the order in which they changed first. */
  private final LinkedHashSet<Hot<V>> dirty = new LinkedHashSet<>();

  /** Given out to be changed, and not counted since. */
  private Hot<V> changing;

  /** Rows of the dirty ones. */
  private int waiting;

  /** How many may wait now. */
  private int bound;

  /** Calls of {@link #spread} since the last flush. */
  private int ticks;

  /** The same between the last two: before the first one nobody knows its time. */
  private int ticksBetween = Integer.MAX_VALUE;

  HotState(KeyContext context, Store<V> store, int capacity) {
    this(context, store, capacity, WAITING_MAX);
  }

  /**
   * @param context the operator
   * @param capacity how many objects stay on the heap, at least 1
   * @param waitingMax rows that a flush may find, about
   */
  HotState(KeyContext context, Store<V> store, int capacity, int waitingMax) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity=" + capacity);
    }
    this.context = context;
    this.store = store;
    this.capacity = capacity;
    this.waitingMax = waitingMax;
    this.bound = FREE * waitingMax;
  }

  @Override
  public V read(String key) throws Exception {
    return hot(key).value;
  }

  @Override
  public V write(String key) throws Exception {
    Hot<V> entry = hot(key);
    if (entry != changing) {
      count(changing);
      changing = entry;
    }
    if (!entry.dirty) {
      entry.dirty = true;
      dirty.add(entry);
    }
    return entry.value;
  }

  /** Stores all that was given out by {@link #write}. To be called in {@code snapshotState}. */
  void flush() throws Exception {
    store(Integer.MAX_VALUE);
    ticksBetween = ticks;
    ticks = 0;
    limit();
  }

  /** Stores some of what waits, so that little is left to the flush. To be called now and then. */
  void spread() throws Exception {
    ticks++;
    limit();
    drain();
    store(waitingMax / SPREAD_PARTS + 1);
  }

  /**
   * In the first half of the time between flushes nearly all may wait: much comes and goes within
   * it. In the second half fewer and fewer, so that what waits then is stored evenly.
   */
  private void limit() {
    long left = Math.max(0, ticksBetween - ticks);
    if (left > ticksBetween / 2) {
      bound = FREE * waitingMax;
      return;
    }
    long few = (RELAXED - 1L) * waitingMax * left / Math.max(1, ticksBetween);
    long many = Math.max(0, waiting - waitingMax) * left / (left + 1);
    bound = (int) (waitingMax + Math.max(few, many));
  }

  /** How many rows may wait now. */
  int bound() {
    return bound;
  }

  /** Stores some when too much waits. To be called after each message. */
  void drain() throws Exception {
    count(changing);
    changing = null;
    int excess = waiting - bound;
    if (excess > 0) {
      // A message may have changed very much: then more than a slice, and never more than a flush.
      int rows = Math.max(waitingMax / SLICES + 1, excess / CATCH_UP_PARTS);
      store(Math.min(waitingMax, rows));
    }
  }

  /** Brings the rows that wait up to date with it; null does nothing. */
  private void count(Hot<V> entry) {
    if (entry == null) {
      return;
    }
    int rows = entry.dirty ? store.unsaved(entry.value) : 0;
    waiting += rows - entry.rows;
    entry.rows = rows;
  }

  private void store(int maxRows) throws Exception {
    Object previous = context.getCurrentKey();
    for (int left = maxRows; left > 0 && !dirty.isEmpty(); ) {
      left -= store(dirty.iterator().next(), left);
    }
    putBack(previous);
  }

  /** Answers how many rows that were. */
  private int store(Hot<V> entry, int maxRows) throws Exception {
    count(entry);
    int before = entry.rows;
    context.setCurrentKey(entry.key);
    if (store.store(entry.value, maxRows)) {
      entry.dirty = false;
      dirty.remove(entry);
    }
    count(entry);
    return before - entry.rows;
  }

  private Hot<V> hot(String key) throws Exception {
    Hot<V> entry = hot.get(key);
    if (entry == null) {
      return load(key);
    }
    entry.used = true;
    return entry;
  }

  private Hot<V> load(String key) throws Exception {
    Object previous = context.getCurrentKey();
    if (hot.size() >= capacity) {
      evict();
    }
    context.setCurrentKey(key);
    Hot<V> entry = new Hot<>(key, store.load(key));
    hot.put(key, entry);
    clock.add(entry);
    putBack(previous);
    return entry;
  }

  /** Spares those that were used lately: a clock, which costs less than an order of all uses. */
  private void evict() throws Exception {
    Hot<V> next = clock.remove();
    while (next.used) {
      next.used = false;
      clock.add(next);
      next = clock.remove();
    }
    if (next.dirty) {
      store(next, Integer.MAX_VALUE);
    }
    hot.remove(next.key);
  }

  /** Null when nothing was processed since the operator opened. */
  private void putBack(Object key) {
    if (key != null) {
      context.setCurrentKey(key);
    }
  }
}
