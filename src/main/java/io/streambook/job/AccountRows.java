package io.streambook.job;

import io.streambook.book.ExecType;
import io.streambook.book.Side;
import io.streambook.risk.AccountRow;
import io.streambook.risk.KillState;
import io.streambook.risk.RiskLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The rows of {@link io.streambook.risk.AccountControls} in keyed state: under the kind of row, the
 * account and what it is about (symbol or orderId), a format byte, then the fields. Enums are
 * stored by name. Not for use by two threads at once.
 */
final class AccountRows {
  private static final char HEADER = 'A';
  private static final char HOLDING = 'H';
  private static final char ID = 'I';
  private static final char PARKED = 'P';

  /** Is in no account, symbol or id: those are printable. */
  private static final char SEPARATOR = '\n';

  private static final int FORMAT = 1;

  private final RowTexts texts = new RowTexts();
  private final DataOutputSerializer buffer = new DataOutputSerializer(256);

  static String key(AccountRow row) {
    if (row instanceof AccountRow.Holding holding) {
      return key(HOLDING, row.account(), holding.symbol());
    } else if (row instanceof AccountRow.Id id) {
      return key(ID, row.account(), id.id());
    } else if (row instanceof AccountRow.Parked parked) {
      return key(PARKED, row.account(), parked.orderId());
    }
    return key(HEADER, row.account(), "");
  }

  /** Stores what changed under the current key. */
  AccountRow.Sink sink(MapState<String, byte[]> rows) {
    return new AccountRow.Sink() {
      @Override
      public void put(AccountRow row) throws Exception {
        rows.put(key(row), write(row));
      }

      @Override
      public void removeId(String account, String id) throws Exception {
        rows.remove(key(ID, account, id));
      }

      @Override
      public void removeParked(String account, String orderId) throws Exception {
        rows.remove(key(PARKED, account, orderId));
      }
    };
  }

  private static String key(char kind, String account, String about) {
    return kind + account + SEPARATOR + about;
  }

  byte[] write(AccountRow row) throws IOException {
    DataOutputSerializer out = buffer;
    out.clear();
    out.writeByte(FORMAT);
    if (row instanceof AccountRow.Header header) {
      write(header, out);
    } else if (row instanceof AccountRow.Holding holding) {
      write(holding, out);
    } else if (row instanceof AccountRow.Id id) {
      write(id, out);
    } else if (row instanceof AccountRow.Parked parked) {
      write(parked, out);
    }
    return out.getCopyOfBuffer();
  }

  AccountRow read(String key, byte[] row) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(row);
    int format = in.readUnsignedByte();
    if (format != FORMAT) {
      throw new IOException("account row has format " + format + ", newest is " + FORMAT);
    }
    int separator = key.indexOf(SEPARATOR);
    String account = texts.name(key.substring(1, separator));
    String about = key.substring(separator + 1);
    return switch (key.charAt(0)) {
      case HEADER -> header(account, in);
      case HOLDING -> holding(account, about, in);
      case ID -> id(account, about, in);
      case PARKED -> parked(account, about, in);
      default -> throw new IOException("unknown account row " + key.charAt(0));
    };
  }

  private void write(AccountRow.Header row, DataOutputSerializer out) throws IOException {
    out.writeBoolean(row.limits() != null);
    if (row.limits() != null) {
      write(row.limits(), out);
    }
    text(row.killState().name(), out);
    out.writeLong(row.killGeneration());
    out.writeInt(row.day());
    out.writeInt(row.dayCount());
    out.writeLong(row.windowStart());
    out.writeInt(row.windowOrders());
  }

  private AccountRow.Header header(String account, DataInputDeserializer in) throws IOException {
    return new AccountRow.Header(
        account,
        in.readBoolean() ? limits(account, in) : null,
        KillState.valueOf(text(in)),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readInt());
  }

  private void write(RiskLimits row, DataOutputSerializer out) throws IOException {
    out.writeInt(row.partition());
    out.writeLong(row.offset());
    out.writeBoolean(row.deleted());
    out.writeLong(row.maxOrderQty());
    out.writeLong(row.maxNotional());
    out.writeLong(row.maxPosition());
    out.writeLong(row.maxGrossExposure());
    out.writeLong(row.creditLimit());
    out.writeInt(row.maxOpenOrders());
    out.writeInt(row.maxOrdersPerSecond());
    out.writeBoolean(row.killed());
    out.writeLong(row.killGeneration());
    text(row.operator(), out);
    out.writeLong(row.timestamp());
  }

  private RiskLimits limits(String account, DataInputDeserializer in) throws IOException {
    return new RiskLimits(
        account,
        in.readInt(),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readBoolean(),
        in.readLong(),
        text(in),
        in.readLong());
  }

  private void write(AccountRow.Holding row, DataOutputSerializer out) throws IOException {
    text(row.currency(), out);
    out.writeLong(row.position());
    out.writeLong(row.bookedHigh());
    out.writeLong(row.bookedLow());
    out.writeLong(row.mark());
    out.writeLong(row.accepted());
    out.writeInt(row.tradingDay());
    out.writeLong(row.seenSequence());
    out.writeInt(row.seenIndex());
    out.writeLong(row.seenOffset());
  }

  private AccountRow.Holding holding(String account, String symbol, DataInputDeserializer in)
      throws IOException {
    return new AccountRow.Holding(
        account,
        texts.name(symbol),
        texts.readName(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        in.readInt(),
        in.readLong());
  }

  private void write(AccountRow.Id row, DataOutputSerializer out) throws IOException {
    out.writeInt(row.partition());
    out.writeLong(row.offset());
    text(row.target(), out);
    out.writeInt(row.endedOn());
    out.writeBoolean(row.working() != null);
    if (row.working() != null) {
      write(row.working(), out);
    }
  }

  private AccountRow.Id id(String account, String id, DataInputDeserializer in) throws IOException {
    return new AccountRow.Id(
        account,
        id,
        in.readInt(),
        in.readLong(),
        text(in),
        in.readInt(),
        in.readBoolean() ? working(in) : null);
  }

  private void write(AccountRow.Working row, DataOutputSerializer out) throws IOException {
    text(row.symbol(), out);
    text(row.side().name(), out);
    out.writeLong(row.qty());
    out.writeLong(row.cumQty());
    out.writeLong(row.reservePrice());
    out.writeInt(row.pending().size());
    for (AccountRow.Terms terms : row.pending()) {
      out.writeLong(terms.offset());
      out.writeLong(terms.qty());
      out.writeLong(terms.reservePrice());
    }
  }

  private AccountRow.Working working(DataInputDeserializer in) throws IOException {
    return new AccountRow.Working(
        text(in), Side.valueOf(text(in)), in.readLong(), in.readLong(), in.readLong(), pending(in));
  }

  private List<AccountRow.Terms> pending(DataInputDeserializer in) throws IOException {
    int size = in.readInt();
    List<AccountRow.Terms> pending = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      pending.add(new AccountRow.Terms(in.readLong(), in.readLong(), in.readLong()));
    }
    return pending;
  }

  private void write(AccountRow.Parked row, DataOutputSerializer out) throws IOException {
    out.writeInt(row.since());
    out.writeInt(row.executions().size());
    for (AccountRow.Feedback feedback : row.executions()) {
      text(feedback.symbol(), out);
      text(feedback.type().name(), out);
      text(feedback.side().name(), out);
      out.writeLong(feedback.offset());
      out.writeLong(feedback.qty());
      out.writeLong(feedback.price());
      out.writeLong(feedback.lastQty());
      out.writeLong(feedback.lastPx());
      out.writeLong(feedback.cumQty());
      out.writeLong(feedback.leavesQty());
      out.writeLong(feedback.reference());
    }
  }

  private AccountRow.Parked parked(String account, String orderId, DataInputDeserializer in)
      throws IOException {
    int since = in.readInt();
    int size = in.readInt();
    List<AccountRow.Feedback> executions = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      executions.add(
          new AccountRow.Feedback(
              text(in),
              ExecType.valueOf(text(in)),
              Side.valueOf(text(in)),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong()));
    }
    return new AccountRow.Parked(account, orderId, since, executions);
  }

  private void text(String text, DataOutputSerializer out) throws IOException {
    texts.write(text, out);
  }

  private String text(DataInputDeserializer in) throws IOException {
    return texts.read(in);
  }
}
