package io.streambook.contract;

import static io.streambook.risk.RiskLimits.NO_LIMIT;

import io.streambook.book.Decimal8;
import io.streambook.risk.RiskLimits;
import io.streambook.risk.SymbolRule;
import io.streambook.risk.TradingState;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Limits: a negative one is a dead letter, and the last record that made sense holds on. */
final class RiskLimitsContract
    implements GeneratedContract<io.streambook.avro.RiskLimits, RiskLimits> {
  @Override
  public Topic topic() {
    return Topic.RISK_LIMITS;
  }

  @Override
  public Class<RiskLimits> type() {
    return RiskLimits.class;
  }

  @Override
  public Schema schema() {
    return io.streambook.avro.RiskLimits.getClassSchema();
  }

  @Override
  public String key(RiskLimits limits) {
    return limits.account();
  }

  @Override
  public RiskLimits read(
      io.streambook.avro.RiskLimits avro, ConsumerRecord<byte[], byte[]> source) {
    if (avro.getKillGeneration() < 0) {
      throw BadRecord.value("killGeneration=" + avro.getKillGeneration() + " is below 0");
    }
    return new RiskLimits(
        Fields.account(avro.getAccount()),
        source.partition(),
        source.offset(),
        false,
        limit(avro.getMaxOrderQty(), "maxOrderQty"),
        limit(avro.getMaxNotional(), "maxNotional"),
        limit(avro.getMaxPosition(), "maxPosition"),
        limit(avro.getMaxGrossExposure(), "maxGrossExposure"),
        limit(avro.getCreditLimit(), "creditLimit"),
        limit(avro.getMaxOpenOrders(), "maxOpenOrders"),
        limit(avro.getMaxOrdersPerSecond(), "maxOrdersPerSecond"),
        avro.getKilled(),
        avro.getKillGeneration(),
        Fields.text(avro.getOperator()),
        Fields.micros(avro.getTimestamp()),
        rules(avro));
  }

  private static RiskLimits.Rules rules(io.streambook.avro.RiskLimits avro) {
    if (avro.getExecutionsMillis() <= 0) {
      throw BadRecord.value("executionsMillis=" + avro.getExecutionsMillis() + " is not above 0");
    }
    if (avro.getLiftedLatch() < 0) {
      throw BadRecord.value("liftedLatch=" + avro.getLiftedLatch() + " is below 0");
    }
    return new RiskLimits.Rules(
        limit(avro.getMaxOpenOrdersPerSymbol(), "maxOpenOrdersPerSymbol"),
        limit(avro.getMaxNetNotional(), "maxNetNotional"),
        limit(avro.getMaxDailyLoss(), "maxDailyLoss"),
        Fields.as(TradingState.class, avro.getLossState()),
        limit(avro.getMaxExecutions(), "maxExecutions"),
        avro.getExecutionsMillis(),
        limit(avro.getDuplicateMillis(), "duplicateMillis"),
        Fields.as(TradingState.class, avro.getTradingState()),
        avro.getOnlyListed(),
        avro.getSymbols().stream().map(RiskLimitsContract::symbolRule).toList(),
        avro.getLiftedLatch(),
        Fields.text(avro.getApprover()),
        avro.getEffectiveFrom() == null ? 0 : Fields.micros(avro.getEffectiveFrom()));
  }

  private static SymbolRule symbolRule(io.streambook.avro.SymbolRule avro) {
    return new SymbolRule(
        Fields.symbol(avro.getSymbol()),
        Fields.as(SymbolRule.Access.class, avro.getAccess()),
        limit(avro.getMaxOrderQty(), "symbols.maxOrderQty"),
        limit(avro.getMaxNotional(), "symbols.maxNotional"),
        limit(avro.getMaxPosition(), "symbols.maxPosition"));
  }

  /** {@link RiskLimits#NO_LIMIT} for null. */
  static long limit(ByteBuffer decimal, String field) {
    long value = Fields.number(decimal, field);
    if (value == Decimal8.NONE) {
      return NO_LIMIT;
    }
    if (value < 0) {
      throw BadRecord.value(field + "=" + Decimal8.format(value) + " is below 0");
    }
    return value;
  }

  private static int limit(Integer value, String field) {
    if (value == null) {
      return Integer.MAX_VALUE;
    }
    if (value < 0) {
      throw BadRecord.value(field + "=" + value + " is below 0");
    }
    return value;
  }

  @Override
  public io.streambook.avro.RiskLimits write(RiskLimits limits) {
    RiskLimits.Rules rules = limits.rules();
    return new io.streambook.avro.RiskLimits(
        limits.account(),
        decimal(limits.maxOrderQty()),
        decimal(limits.maxNotional()),
        decimal(limits.maxPosition()),
        decimal(limits.maxGrossExposure()),
        decimal(limits.creditLimit()),
        count(limits.maxOpenOrders()),
        count(limits.maxOrdersPerSecond()),
        limits.killed(),
        limits.killGeneration(),
        Fields.optionalText(limits.operator()),
        Fields.instant(limits.timestamp()),
        count(rules.maxOpenOrdersPerSymbol()),
        decimal(rules.maxNetNotional()),
        decimal(rules.maxDailyLoss()),
        avro(rules.lossState()),
        count(rules.maxExecutions()),
        rules.executionsMillis(),
        rules.duplicateMillis(),
        avro(rules.tradingState()),
        rules.onlyListed(),
        rules.symbols().stream().map(RiskLimitsContract::write).toList(),
        rules.liftedLatch(),
        Fields.optionalText(rules.approver()),
        rules.effectiveFrom() == 0 ? null : Fields.instant(rules.effectiveFrom()));
  }

  private static io.streambook.avro.TradingState avro(TradingState state) {
    return Fields.as(io.streambook.avro.TradingState.class, state);
  }

  private static io.streambook.avro.SymbolRule write(SymbolRule rule) {
    return new io.streambook.avro.SymbolRule(
        rule.symbol(),
        Fields.as(io.streambook.avro.Access.class, rule.access()),
        decimal(rule.maxOrderQty()),
        decimal(rule.maxNotional()),
        decimal(rule.maxPosition()));
  }

  /** Null for {@link RiskLimits#NO_LIMIT}. */
  static ByteBuffer decimal(long limit) {
    return limit == NO_LIMIT ? null : Fields.decimal(limit);
  }

  private static Integer count(int limit) {
    return limit == Integer.MAX_VALUE ? null : Integer.valueOf(limit);
  }

  @Override
  public boolean isTombstone(RiskLimits limits) {
    return limits.deleted();
  }

  @Override
  public RiskLimits tombstone(String key, ConsumerRecord<byte[], byte[]> source) {
    return new RiskLimits(
        Fields.account(key),
        source.partition(),
        source.offset(),
        true,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        false,
        0,
        "",
        Fields.millisToMicros(source.timestamp()));
  }
}
