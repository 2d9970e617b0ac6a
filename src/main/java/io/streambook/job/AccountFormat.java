package io.streambook.job;

import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.KillState;
import io.streambook.risk.RiskEvent;
import io.streambook.risk.TradingState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Snapshots of accounts, and what happens to their limits. */
final class AccountFormat extends MessageFields {
  private static final KillState[] KILL_STATES = KillState.values();
  private static final TradingState[] STATES = TradingState.values();
  private static final RiskEvent.Kind[] EVENT_KINDS = RiskEvent.Kind.values();

  AccountFormat(TextFormat texts) {
    super(texts);
  }

  void account(AccountSnapshot m, DataOutputView out) throws IOException {
    text(m.account(), out);
    value(m.killState(), out);
    out.writeLong(m.killGeneration());
    out.writeInt(m.openOrders());
    out.writeInt(m.positions().size());
    for (AccountSnapshot.Position position : m.positions()) {
      position(position, out);
    }
    out.writeLong(m.grossExposure());
    out.writeLong(m.creditUsed());
    out.writeInt(m.utilisation().size());
    for (Map.Entry<String, Integer> use : m.utilisation().entrySet()) {
      text(use.getKey(), out);
      out.writeInt(use.getValue());
    }
    out.writeLong(m.limitsOffset());
    out.writeLong(m.time());
    value(m.state(), out);
    out.writeLong(m.netNotional());
    out.writeLong(m.dailyLoss());
    out.writeBoolean(m.latched());
    out.writeLong(m.latchGeneration());
    out.writeLong(m.refusedOffset());
    out.writeLong(m.pendingOffset());
    out.writeInt(m.positionsLeft());
  }

  AccountSnapshot account(DataInputView in) throws IOException {
    return new AccountSnapshot(
        name(in),
        value(KILL_STATES, in),
        in.readLong(),
        in.readInt(),
        positions(in),
        in.readLong(),
        in.readLong(),
        utilisation(in),
        in.readLong(),
        in.readLong(),
        value(STATES, in),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt());
  }

  void event(RiskEvent m, DataOutputView out) throws IOException {
    text(m.account(), out);
    out.writeLong(m.number());
    value(m.kind(), out);
    text(m.limit(), out);
    out.writeInt(m.percent());
    out.writeLong(m.measured());
    out.writeLong(m.max());
    text(m.text(), out);
    out.writeLong(m.time());
  }

  RiskEvent event(DataInputView in) throws IOException {
    return new RiskEvent(
        name(in),
        in.readLong(),
        value(EVENT_KINDS, in),
        name(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        text(in),
        in.readLong());
  }

  private void position(AccountSnapshot.Position m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    text(m.currency(), out);
    out.writeLong(m.position());
    out.writeLong(m.openBuyQty());
    out.writeLong(m.openSellQty());
    out.writeLong(m.reserved());
    out.writeLong(m.booked());
    out.writeLong(m.mark());
    out.writeInt(m.tradingDay());
    out.writeLong(m.dayBooked());
    out.writeLong(m.dayGain());
  }

  private List<AccountSnapshot.Position> positions(DataInputView in) throws IOException {
    int size = in.readInt();
    List<AccountSnapshot.Position> positions = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      positions.add(
          new AccountSnapshot.Position(
              name(in),
              name(in),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readInt(),
              in.readLong(),
              in.readLong()));
    }
    return List.copyOf(positions);
  }

  /** Keeps the order, so that what is published does not depend on the JVM. */
  private Map<String, Integer> utilisation(DataInputView in) throws IOException {
    int size = in.readInt();
    Map<String, Integer> utilisation = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      utilisation.put(name(in), in.readInt());
    }
    return Collections.unmodifiableMap(utilisation);
  }
}
