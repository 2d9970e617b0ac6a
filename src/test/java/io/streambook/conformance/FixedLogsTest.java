package io.streambook.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Execution;
import io.streambook.book.ExecutionReport;
import io.streambook.book.Matching;
import io.streambook.book.ReportListener;
import io.streambook.book.Trade;
import io.streambook.book.TradeReport;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Few logs, the same each time: a mutation of the book has to survive them, not luck. */
class FixedLogsTest {
  private static final int COMMANDS = 10_000;

  @Test
  void theFastBookDoesWhatTheNaiveOneDoes() {
    Soak soak = new Soak(1);
    while (soak.commands() < COMMANDS) {
      soak.runLog();
    }
    assertThat(soak.seen()).hasSizeGreaterThan(20);
  }

  @Test
  void aReportSaysWhatItsRecordSays() {
    SplittableRandom random = new SplittableRandom(1);
    RandomLog log = new RandomLog();
    Matching matching = new Matching("ACME");
    Told told = new Told();
    for (int n = 0; n < 3_000; n++) {
      matching.apply(log.next(Step.random(random)), told);
    }
    assertThat(told.executions).isGreaterThan(1_000);
    assertThat(told.trades).isGreaterThan(100);
  }

  private static final class Told implements ReportListener {
    private int executions;
    private int trades;

    @Override
    public void onExecution(ExecutionReport report) {
      executions++;
      Execution record = report.toExecution();
      assertThat(report.index()).isEqualTo(record.index());
      assertThat(report.venueOrderId()).isEqualTo(record.venueOrderId());
      assertThat(report.side()).isEqualTo(record.side());
      assertThat(report.qty()).isEqualTo(record.qty());
      assertThat(report.price()).isEqualTo(record.price());
      assertThat(report.execType()).isEqualTo(record.execType());
      assertThat(report.ordStatus()).isEqualTo(record.ordStatus());
      assertThat(report.lastQty()).isEqualTo(record.lastQty());
      assertThat(report.lastPx()).isEqualTo(record.lastPx());
      assertThat(report.cumQty()).isEqualTo(record.cumQty());
      assertThat(report.leavesQty()).isEqualTo(record.leavesQty());
      assertThat(report.reason()).isEqualTo(record.reason());
    }

    @Override
    public void onTrade(TradeReport report) {
      trades++;
      Trade record = report.toTrade();
      assertThat(report.index()).isEqualTo(record.index());
      assertThat(List.of(report.makerVenueOrderId(), report.takerVenueOrderId()))
          .containsExactlyInAnyOrder(record.buyVenueOrderId(), record.sellVenueOrderId());
      assertThat(report.qty()).isEqualTo(record.qty());
      assertThat(report.price()).isEqualTo(record.price());
      assertThat(report.aggressor()).isEqualTo(record.aggressor());
    }
  }
}
