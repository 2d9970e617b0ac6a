package io.streambook.risk;

import io.streambook.book.OrderCommand;
import io.streambook.book.OrderIdKey;
import java.nio.charset.StandardCharsets;

/** An orderId that an account has used: its order works, or it may not be used again yet. */
final class KnownId extends Changed.Row {
  final String account;

  /** Of the id: see {@link OrderIdKey}. */
  final long key;

  /** An id that the key does not tell; a byte for each character takes less than a String. */
  private final byte[] longId;

  final int partition;
  final long offset;

  private final byte[] targetBytes;

  private int endedOn;
  private boolean forgotten;

  /** Whether it is that of an order that was accepted, which may have ended. */
  private boolean accepted;

  private WorkingOrder working;

  KnownId(String account, String id, int partition, long offset, String target, int endedOn) {
    this.account = account;
    this.key = OrderIdKey.of(id);
    this.longId = OrderIdKey.isText(key) ? null : bytes(id);
    this.partition = partition;
    this.offset = offset;
    this.targetBytes = target == null ? null : bytes(target);
    this.endedOn = endedOn;
  }

  String id() {
    return longId == null ? OrderIdKey.text(key) : text(longId);
  }

  /** Whether this, which has its key, is an id that the key does not tell. */
  boolean isLong(String id) {
    return text(longId).equals(id);
  }

  /** orderId of the NEW that a replace is about, or null. */
  String target() {
    return text(targetBytes);
  }

  private static byte[] bytes(String id) {
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
    accepted = true;
  }

  boolean accepted() {
    return accepted;
  }

  /** As it was stored, or as the book has decided. */
  void accepted(boolean wasAccepted) {
    accepted = wasAccepted;
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
              target(),
              endedOn,
              accepted,
              working == null ? null : working.row()));
    }
  }
}
