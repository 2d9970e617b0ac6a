package io.streambook.bench;

import java.lang.management.ManagementFactory;

/** The heap in use. */
public final class UsedHeap {
  private static final int COLLECTIONS_MAX = 20;

  private UsedHeap() {}

  /** What is left when a collection finds nothing more. */
  public static long bytes() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS_MAX; i++) {
      System.gc();
      long left = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      if (left >= used) {
        return used;
      }
      used = left;
    }
    return used;
  }
}
