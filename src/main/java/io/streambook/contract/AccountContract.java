package io.streambook.contract;

import io.streambook.avro.Account;
import io.streambook.avro.Position;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.KillState;
import io.streambook.risk.TradingState;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Account snapshots. Their sums have 38 digits in Avro, since sums of 18 digits may have more. */
final class AccountContract implements Contract<Account, AccountSnapshot> {
  @Override
  public Topic topic() {
    return Topic.ACCOUNTS;
  }

  @Override
  public Class<AccountSnapshot> type() {
    return AccountSnapshot.class;
  }

  @Override
  public Schema schema() {
    return Account.getClassSchema();
  }

  @Override
  public String key(AccountSnapshot account) {
    return account.account();
  }

  @Override
  public AccountSnapshot read(Account avro, ConsumerRecord<byte[], byte[]> source) {
    return new AccountSnapshot(
        avro.getAccount(),
        Fields.as(KillState.class, avro.getKillState()),
        avro.getKillGeneration(),
        avro.getOpenOrders(),
        avro.getPositions().stream().map(AccountContract::position).toList(),
        Fields.wide(avro.getGrossExposure(), "grossExposure"),
        Fields.wide(avro.getCreditUsed(), "creditUsed"),
        avro.getUtilisation(),
        avro.getLimitsOffset(),
        Fields.micros(avro.getTimestamp()),
        Fields.as(TradingState.class, avro.getTradingState()),
        optional(avro.getNetNotional(), "netNotional"),
        optional(avro.getDailyLoss(), "dailyLoss"),
        avro.getLatched(),
        avro.getLatchGeneration(),
        avro.getRefusedOffset(),
        avro.getPendingOffset(),
        avro.getPositionsLeft());
  }

  /** 0 where an older writer left it out. */
  private static long optional(ByteBuffer decimal, String field) {
    return decimal == null ? 0 : Fields.wide(decimal, field);
  }

  private static AccountSnapshot.Position position(Position avro) {
    return new AccountSnapshot.Position(
        avro.getSymbol(),
        Fields.text(avro.getCurrency()),
        Fields.wide(avro.getPosition(), "position"),
        Fields.wide(avro.getOpenBuyQty(), "openBuyQty"),
        Fields.wide(avro.getOpenSellQty(), "openSellQty"),
        Fields.wide(avro.getReserved(), "reserved"),
        Fields.wide(avro.getBooked(), "booked"),
        Fields.number(avro.getMark(), "mark"),
        (int) avro.getTradingDay().toEpochDay(),
        optional(avro.getDayBooked(), "dayBooked"),
        optional(avro.getDayGain(), "dayGain"));
  }

  @Override
  public void write(AccountSnapshot account, AvroOutput out) {
    out.name(account.account());
    out.symbol(account.killState(), Symbols.KILL_STATE);
    out.number(account.killGeneration());
    out.integer(account.openOrders());
    out.startOfArray(account.positions().size());
    for (AccountSnapshot.Position position : account.positions()) {
      write(position, out);
    }
    out.endOfArray();
    out.decimal(account.grossExposure());
    out.decimal(account.creditUsed());
    out.startOfArray(account.utilisation().size());
    account
        .utilisation()
        .forEach(
            (limit, basisPoints) -> {
              out.text(limit);
              out.integer(basisPoints);
            });
    out.endOfArray();
    out.number(account.limitsOffset());
    out.number(account.time());
    out.symbol(account.state(), Symbols.TRADING_STATE);
    out.optionalDecimal(account.netNotional());
    out.optionalDecimal(account.dailyLoss());
    out.flag(account.latched());
    out.number(account.latchGeneration());
    out.number(account.refusedOffset());
    out.number(account.pendingOffset());
    out.integer(account.positionsLeft());
  }

  private static void write(AccountSnapshot.Position position, AvroOutput out) {
    out.name(position.symbol());
    out.optionalName(position.currency());
    out.decimal(position.position());
    out.decimal(position.openBuyQty());
    out.decimal(position.openSellQty());
    out.decimal(position.reserved());
    out.decimal(position.booked());
    out.optionalDecimal(position.mark());
    out.integer(position.tradingDay());
    out.optionalDecimal(position.dayBooked());
    out.optionalDecimal(position.dayGain());
  }
}
