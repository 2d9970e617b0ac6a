package io.streambook.contract;

import io.streambook.book.Action;
import io.streambook.book.BandAction;
import io.streambook.book.ExecType;
import io.streambook.book.OrdStatus;
import io.streambook.book.OrderType;
import io.streambook.book.Phase;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.Side;
import io.streambook.book.TimeInForce;
import io.streambook.risk.KillState;
import io.streambook.risk.RiskEvent;
import io.streambook.risk.TradingState;

/** The constants of an enum of the domain and their places among the symbols of Avro's. */
@SuppressWarnings("EnumOrdinal") // only as a way to find a symbol's index
final class Symbols<E extends Enum<E>> {
  static final Symbols<Action> ACTION =
      new Symbols<>(Action.class, io.streambook.avro.Action.values());
  static final Symbols<Side> SIDE = new Symbols<>(Side.class, io.streambook.avro.Side.values());
  static final Symbols<OrderType> ORDER_TYPE =
      new Symbols<>(OrderType.class, io.streambook.avro.OrderType.values());
  static final Symbols<TimeInForce> TIME_IN_FORCE =
      new Symbols<>(TimeInForce.class, io.streambook.avro.TimeInForce.values());
  static final Symbols<ExecType> EXEC_TYPE =
      new Symbols<>(ExecType.class, io.streambook.avro.ExecType.values());
  static final Symbols<OrdStatus> ORD_STATUS =
      new Symbols<>(OrdStatus.class, io.streambook.avro.OrdStatus.values());
  static final Symbols<KillState> KILL_STATE =
      new Symbols<>(KillState.class, io.streambook.avro.KillState.values());
  static final Symbols<TradingState> TRADING_STATE =
      new Symbols<>(TradingState.class, io.streambook.avro.TradingState.values());
  static final Symbols<RiskEvent.Kind> RISK_EVENT_KIND =
      new Symbols<>(RiskEvent.Kind.class, io.streambook.avro.RiskEventKind.values());
  static final Symbols<Phase> PHASE = new Symbols<>(Phase.class, io.streambook.avro.Phase.values());

  static final Symbols<SelfTradePrevention> SELF_TRADE_PREVENTION =
      new Symbols<>(SelfTradePrevention.class, io.streambook.avro.SelfTradePrevention.values());

  static final Symbols<BandAction> BAND_ACTION =
      new Symbols<>(BandAction.class, io.streambook.avro.BandAction.values());

  private final E[] constants;
  private final int[] indexes;

  /**
   * @param avro all constants of the generated enum, in the order of the schema
   */
  Symbols(Class<E> type, Enum<?>[] avro) {
    if (avro.length != type.getEnumConstants().length) {
      throw new IllegalStateException(type.getName() + " and its schema have other constants");
    }
    constants = type.getEnumConstants().clone();
    indexes = new int[constants.length];
    for (int index = 0; index < avro.length; index++) {
      constants[index] = Enum.valueOf(type, avro[index].name());
      indexes[constants[index].ordinal()] = index;
    }
  }

  /**
   * @throws IndexOutOfBoundsException when there is no such symbol
   */
  E at(int index) {
    return constants[index];
  }

  int indexOf(E constant) {
    return indexes[constant.ordinal()];
  }
}
