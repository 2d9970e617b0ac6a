package io.streambook.orderservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import io.streambook.local.LocalJvm;
import io.streambook.local.Ports;
import io.streambook.local.Stack;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.Permission;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import quickfix.Message;

/** An Order Service that is killed in the middle of an order, and started again. */
@ExtendWith({Stack.class, ServedVenue.Shared.class})
class FixKillIT {
  private static final String S = ServedVenue.SYMBOL;
  private static final char BUY = '1';

  @Test
  void noOrderAndNoExecutionIsLostOrRepeated(Stack stack, ServedVenue venue) throws Exception {
    DatabaseSettings settings =
        new DatabaseSettings(
            stack.newDatabase(), stack.postgres().user(), stack.postgres().password());
    Database database = new Database(settings);
    database.migrate();
    ApiKey key = venue.key(database, "NORTH/ALICE", Permission.READ, Permission.TRADE);
    int fixPort = Ports.free();
    try (LocalJvm service = venue.process(settings, Ports.free(), fixPort);
        FixClient dave = new FixClient("DAVE1", key)) {
      service.start();
      dave.logon(fixPort);
      dave.order("kill-1", BUY, "10", "100");
      List<Message> heard = new ArrayList<>(dave.until(150, "0", 11, "kill-1"));
      dave.order("kill-2", BUY, "1", "50");
      service.kill();

      // While no service runs, the venue goes on.
      venue.send(ServedVenue.order("SOUTH/BOB", "kill-3", "4", "100"));
      service.start();
      assertThat(dave.event()).isEqualTo("disconnected");
      assertThat(dave.event()).isEqualTo("logon");
      dave.send("F", 11, "kill-4", 41, "kill-1", 55, S, 54, BUY);
      heard.addAll(dave.until(150, "4", 41, "kill-1", 14, "4", 151, "0"));
      dave.send("F", 11, "kill-5", 41, "kill-2", 55, S, 54, BUY);
      heard.addAll(dave.until(150, "4", 41, "kill-2"));

      assertThat(times(heard, "11=kill-1", "150=0")).isOne();
      assertThat(times(heard, "11=kill-1", "150=F")).isOne();
      assertThat(times(heard, "11=kill-2", "150=0")).isOne();
    }
  }

  private static long times(List<Message> messages, String... fields) {
    return messages.stream()
        .map(message -> message.toString())
        .filter(
            text -> List.of(fields).stream().allMatch(f -> text.contains("\u0001" + f + "\u0001")))
        .count();
  }
}
