package io.streambook.job;

import io.streambook.venue.Keyed;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * Plain objects on the heap in front of an operator's keyed state, written behind. An object is
 * loaded when its key is first asked for. What has changed is stored at the latest when the
 * operator calls {@link #flush()} in {@code snapshotState}, which runs before the backend's own
 * snapshot. So that this is over soon, {@link #spread()} stores the oldest rows before: none in the
 * first half of the time between checkpoints, since what changes again and again is then stored
 * once, and what comes and goes never; all of them evenly in most of the second half. Beyond the
 * capacity an object that was not used lately is stored and leaves the heap. After a failure the
 * heap is gone and the sources rewind, so what was not stored, or in part, is not missed.
 *
 * <p>Sets the operator's current key by itself and puts the previous one back, so that an operator
 * may switch off Flink's own key context ({@code hasKeyContext1} and {@code setKeyContextElement1})
 * and pay for it only when an object is loaded or stored. One thread: the task's.
 *
 * @param <V> what belongs to one key
 */
final class HotState<V> implements Keyed<V> {
  /** How often {@link #spread} is to be called. */
  static final long SPREAD_MILLIS = 10;

  /** Rows that a flush may find. */
  private static final int WAITING_MAX = 128;

  /** Rows that wait for the second half at most. */
  private static final int FREE_MAX = 500_000;

  /** So that the thread is back soon, however late it is. */
  private static final int SLICE_MAX = 2_000;

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
  private final long intervalMillis;
  private final LongSupplier clock;
  private final Object2ObjectOpenHashMap<String, Hot<V>> hot = new Object2ObjectOpenHashMap<>();

  /** The same, those first that will be looked at first when one has to go. */
  private final ArrayDeque<Hot<V>> round = new ArrayDeque<>();

  /** In the order in which they changed first. */
  private final LinkedHashSet<Hot<V>> dirty = new LinkedHashSet<>();

  /** Given out to be changed, and not counted since. */
  private Hot<V> changing;

  /** Rows of the dirty ones. */
  private int waiting;

  private long flushedMillis;

  /**
   * @param context the operator
   * @param capacity how many objects stay on the heap, at least 1
   * @param intervalMillis between checkpoints; 0 when there is none, then little ever waits
   * @param clock milliseconds
   */
  HotState(
      KeyContext context, Store<V> store, int capacity, long intervalMillis, LongSupplier clock) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity=" + capacity);
    }
    this.context = context;
    this.store = store;
    this.capacity = capacity;
    this.intervalMillis = intervalMillis;
    this.clock = clock;
    this.flushedMillis = clock.getAsLong();
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
    flushedMillis = clock.getAsLong(); // the next one comes as long after this one's begin
    store(Integer.MAX_VALUE);
  }

  /** Stores some of what waits. To be called every {@link #SPREAD_MILLIS}. */
  void spread() throws Exception {
    count(changing);
    changing = null;
    int excess = waiting - mayWait();
    if (excess > 0) {
      store(Math.min(SLICE_MAX, excess));
    }
  }

  /** An eighth of the time is left for a checkpoint that comes early, and for what was not done. */
  private int mayWait() {
    long passed = clock.getAsLong() - flushedMillis;
    if (passed < intervalMillis / 2) {
      return FREE_MAX;
    }
    long steps = Math.max(0, intervalMillis * 7 / 8 - passed) / SPREAD_MILLIS;
    long later = Math.max(0, waiting - WAITING_MAX) * steps / (steps + 1);
    return (int) Math.min(FREE_MAX, WAITING_MAX + later);
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
    round.add(entry);
    putBack(previous);
    return entry;
  }

  /** Spares those that were used lately: a clock, which costs less than an order of all uses. */
  private void evict() throws Exception {
    Hot<V> next = round.remove();
    while (next.used) {
      next.used = false;
      round.add(next);
      next = round.remove();
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
