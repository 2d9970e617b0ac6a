package io.streambook.contract;

import io.streambook.avro.Account;
import io.streambook.avro.Position;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.KillState;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Account snapshots. Their sums have 38 digits in Avro, since sums of 18 digits may have more. */
final class AccountContract implements GeneratedContract<Account, AccountSnapshot> {
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
        Fields.micros(avro.getTimestamp()));
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
        Fields.number(avro.getMark(), "mark"));
  }

  @Override
  public Account write(AccountSnapshot account) {
    return new Account(
        account.account(),
        Fields.as(io.streambook.avro.KillState.class, account.killState()),
        account.killGeneration(),
        account.openOrders(),
        account.positions().stream().map(AccountContract::position).toList(),
        Fields.decimal(account.grossExposure()),
        Fields.decimal(account.creditUsed()),
        account.utilisation(),
        account.limitsOffset(),
        Fields.instant(account.time()));
  }

  private static Position position(AccountSnapshot.Position p) {
    return new Position(
        p.symbol(),
        Fields.optionalText(p.currency()),
        Fields.decimal(p.position()),
        Fields.decimal(p.openBuyQty()),
        Fields.decimal(p.openSellQty()),
        Fields.decimal(p.reserved()),
        Fields.decimal(p.booked()),
        Fields.decimal(p.mark()));
  }
}
