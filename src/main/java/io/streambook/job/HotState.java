package io.streambook.job;

import io.streambook.venue.Keyed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * Plain objects on the heap in front of an operator's keyed state, written behind. An object is
 * loaded when its key is first asked for, and stored when the operator calls {@link #flush()} in
 * {@code snapshotState}, which runs before the backend's own snapshot, or when it is the least
 * recently used one beyond the capacity. After a failure the heap is gone and the sources rewind,
 * so what was not stored is not missed.
 *
 * <p>Sets the operator's current key by itself and puts the previous one back, so that an operator
 * may switch off Flink's own key context ({@code hasKeyContext1} and {@code setKeyContextElement1})
 * and pay for it only when an object is loaded or stored. One thread: the task's.
 *
 * @param <V> what belongs to one key
 */
final class HotState<V> implements Keyed<V> {
  /** How an object comes from and goes to keyed state. Called with the current key set. */
  interface Store<V> {
    /** Never null: an empty object when the state of the key is empty. */
    V load(String key) throws Exception;

    /** Writes what changed since it was loaded or stored, and clears the state of an ended one. */
    void store(String key, V value) throws Exception;
  }

  private static final class Hot<V> {
    final String key;
    final V value;
    boolean dirty;

    Hot(String key, V value) {
      this.key = key;
      this.value = value;
    }
  }

  private final KeyContext context;
  private final Store<V> store;
  private final int capacity;
  private final LinkedHashMap<String, Hot<V>> hot = new LinkedHashMap<>(64, 0.75f, true);
  private final List<Hot<V>> dirty = new ArrayList<>();

  /**
   * @param context the operator
   * @param capacity how many objects stay on the heap, at least 1
   */
  HotState(KeyContext context, Store<V> store, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity=" + capacity);
    }
    this.context = context;
    this.store = store;
    this.capacity = capacity;
  }

  @Override
  public V read(String key) throws Exception {
    return hot(key).value;
  }

  @Override
  public V write(String key) throws Exception {
    Hot<V> entry = hot(key);
    if (!entry.dirty) {
      entry.dirty = true;
      dirty.add(entry);
    }
    return entry.value;
  }

  /** Stores all that was given out by {@link #write}. To be called in {@code snapshotState}. */
  void flush() throws Exception {
    Object previous = context.getCurrentKey();
    for (Hot<V> entry : dirty) {
      // One that was evicted meanwhile was stored then.
      if (entry.dirty) {
        store(entry);
      }
    }
    dirty.clear();
    putBack(previous);
  }

  private Hot<V> hot(String key) throws Exception {
    Hot<V> entry = hot.get(key);
    return entry == null ? load(key) : entry;
  }

  private Hot<V> load(String key) throws Exception {
    Object previous = context.getCurrentKey();
    if (hot.size() >= capacity) {
      evict();
    }
    context.setCurrentKey(key);
    Hot<V> entry = new Hot<>(key, store.load(key));
    hot.put(key, entry);
    putBack(previous);
    return entry;
  }

  private void evict() throws Exception {
    Iterator<Hot<V>> eldestFirst = hot.values().iterator();
    Hot<V> eldest = eldestFirst.next();
    if (eldest.dirty) {
      store(eldest);
    }
    eldestFirst.remove();
  }

  private void store(Hot<V> entry) throws Exception {
    context.setCurrentKey(entry.key);
    store.store(entry.key, entry.value);
    entry.dirty = false;
  }

  private void putBack(Object key) {
    // No key yet: nothing was processed since the operator opened.
    if (key != null) {
      context.setCurrentKey(key);
    }
  }
}
