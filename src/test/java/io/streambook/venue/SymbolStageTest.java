package io.streambook.venue;

import static io.streambook.risk.InstrumentBuilder.instrument;
import static io.streambook.risk.OrderBuilder.buy;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Conditions;
import io.streambook.book.Decimal8;
import io.streambook.book.Judged;
import io.streambook.book.Phase;
import io.streambook.book.Reason;
import io.streambook.book.SelfTradePrevention;
import io.streambook.book.SymbolCommand;
import io.streambook.book.TimeInForce;
import io.streambook.risk.OrderBuilder;
import io.streambook.risk.SymbolControls;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** In which order what is due of a symbol and its orders come. */
class SymbolStageTest {
  private static final long EIGHT = micros("2024-10-04T08:00:00Z");
  private static final long NINE = micros("2024-10-04T09:00:00Z");
  private static final long HALF_PAST_NINE = micros("2024-10-04T09:30:00Z");
  private static final long FOUR = micros("2024-10-04T16:00:00Z");

  private final SymbolControls controls = new SymbolControls("ACME");
  private final List<Object> out = new ArrayList<>();
  private final SymbolStage stage =
      new SymbolStage(
          new Keyed<>() {
            @Override
            public SymbolControls read(String symbol) {
              return controls;
            }

            @Override
            public SymbolControls write(String symbol) {
              return controls;
            }
          },
          List.of(
              instrument()
                  .band("90", "110")
                  .schedule("UTC,09:00=PRE_OPEN,09:30=CONTINUOUS,16:00=CLOSED")
                  .build()),
          Set.of(),
          out::add,
          out::add);

  private long offset;

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  private void send(OrderBuilder order, long now) throws Exception {
    stage.accept(order.offset(offset++).timestamp(now).build(), now);
  }

  private void startAt(long now) throws Exception {
    stage.recover(new Recovery.Begin(true), now);
    stage.recover(new Recovery.Go(1), now);
  }

  @Test
  void whatHasExpiredIsOverBeforeTheAuctionOfTheSameTick() throws Exception {
    startAt(EIGHT);
    send(buy("early"), EIGHT);
    stage.tick(NINE);
    Conditions until =
        Conditions.of(Decimal8.NONE, 0, 0, false, HALF_PAST_NINE, SelfTradePrevention.NONE, "");
    send(buy("gtd").tif(TimeInForce.GTD).conditions(until), NINE);
    assertThat(((Judged) out.get(out.size() - 1)).verdict().accepted()).isTrue();
    out.clear();
    stage.tick(HALF_PAST_NINE);
    assertThat(out)
        .extracting(command -> command.getClass().getSimpleName())
        .containsExactly("Expire", "PhaseChange");
  }

  /** Such as one that lay in the topic while the venue was down. */
  @Test
  void anOrderThatIsReadAfterAStepMeetsItsPhase() throws Exception {
    startAt(EIGHT);
    send(buy("early"), EIGHT);
    stage.tick(HALF_PAST_NINE);
    out.clear();
    send(buy("late"), FOUR + 1);
    assertThat(out).hasSize(2);
    assertThat(((SymbolCommand.PhaseChange) out.get(0)).phase()).isEqualTo(Phase.CLOSED);
    assertThat(((Judged) out.get(1)).verdict().reason()).isEqualTo(Reason.CLOSED);
    stage.tick(FOUR + 2);
    assertThat(out).as("once").hasSize(2);
  }
}
