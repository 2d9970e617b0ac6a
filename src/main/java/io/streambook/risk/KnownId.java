package io.streambook.risk;

import io.streambook.book.OrderCommand;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An orderId that an account has used: its order works, or it may not be used again yet. */
final class KnownId extends Changed.Row {
  final String account;

  /** UTF-8, which takes half of a String. */
  byte[] idBytes;

  /** Tells most ids apart without a look at their bytes. A short has room in this object. */
  short idHash;

  final int partition;
  final long offset;

  /** orderId of the NEW that a replace is about, or null. */
  final byte[] targetBytes;

  private int endedOn;
  private boolean forgotten;
  private WorkingOrder working;

  KnownId(String account, String id, int partition, long offset, String target, int endedOn) {
    this.account = account;
    take(bytes(id));
    this.partition = partition;
    this.offset = offset;
    this.targetBytes = target == null ? null : bytes(target);
    this.endedOn = endedOn;
  }

  final void take(byte[] bytes) {
    idBytes = bytes;
    idHash = (short) Arrays.hashCode(bytes);
  }

  String id() {
    return text(idBytes);
  }

  static byte[] bytes(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Whether this is the command that took it. */
  boolean isOf(OrderCommand order) {
    return offset == order.offset() && partition == order.partition();
  }

  /** Null when it does not work. */
  WorkingOrder working() {
    return working;
  }

  void work(WorkingOrder order) {
    working = order;
  }

  void end(int dayCount) {
    working = null;
    endedOn = dayCount;
  }

  /** Whether its order ended this many trading days ago, or more. */
  boolean ended(int days, int dayCount) {
    return working == null && dayCount - endedOn >= days;
  }

  void forget() {
    forgotten = true;
  }

  @Override
  void save(AccountRow.Sink sink) throws Exception {
    if (forgotten) {
      sink.removeId(account, id());
    } else {
      sink.put(
          new AccountRow.Id(
              account,
              id(),
              partition,
              offset,
              text(targetBytes),
              endedOn,
              working == null ? null : working.row()));
    }
  }
}
