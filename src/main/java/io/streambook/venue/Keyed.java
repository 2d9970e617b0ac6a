package io.streambook.venue;

/**
 * Objects by key, kept across restarts as of the last snapshot.
 *
 * @param <V> what belongs to one key
 */
public interface Keyed<V> {
  /** The object of the key, only to look at. Not to be kept: the next call may evict it. */
  V read(String key) throws Exception;

  /** The object of the key, to be changed before the next call. Not to be kept. */
  V write(String key) throws Exception;
}
