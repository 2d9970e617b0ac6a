package io.streambook.risk;

import it.unimi.dsi.fastutil.Hash;
import it.unimi.dsi.fastutil.objects.ObjectOpenCustomHashSet;
import java.util.Arrays;
import java.util.List;

/** The orderIds that an account has used. There may be very many, so they are kept small. */
final class KnownIds {
  private final ObjectOpenCustomHashSet<KnownId> ids =
      new ObjectOpenCustomHashSet<>(
          Hash.DEFAULT_INITIAL_SIZE, Hash.FAST_LOAD_FACTOR, new SameBytes());
  private final KnownId probe = new KnownId("", "", 0, 0, null, 0);

  /** Null when it is free. */
  KnownId get(String id) {
    return get(KnownId.bytes(id));
  }

  private KnownId get(byte[] id) {
    probe.take(id);
    return ids.get(probe);
  }

  void add(KnownId id) {
    ids.add(id);
  }

  void remove(KnownId id) {
    ids.remove(id);
  }

  /** Those that have not worked for so many trading days, nor what they replaced. */
  List<KnownId> ended(int days, int dayCount) {
    return ids.stream().filter(id -> isEnded(id, days, dayCount)).toList();
  }

  private boolean isEnded(KnownId id, int days, int dayCount) {
    if (!id.ended(days, dayCount)) {
      return false;
    }
    KnownId target = id.targetBytes == null ? null : get(id.targetBytes);
    return target == null || target.ended(days, dayCount);
  }

  private static final class SameBytes implements Hash.Strategy<KnownId> {
    @Override
    public int hashCode(KnownId known) {
      return Arrays.hashCode(known.idBytes);
    }

    @Override
    public boolean equals(KnownId a, KnownId b) {
      return a != null && b != null && a.idHash == b.idHash && Arrays.equals(a.idBytes, b.idBytes);
    }
  }
}
