package io.streambook.orderservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streambook.local.Stack;
import io.streambook.orderservice.Client.Reply;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.Permission;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An Order Service whose venue has the orders and does not answer, until its job runs. */
@ExtendWith(Stack.class)
class SilentVenueIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ORDER = "/api/v3/order";
  private static final String S = ServedVenue.SYMBOL;

  @Test
  void theOutcomeIsUnknownUntilTheVenueAnswers(Stack stack) throws Exception {
    try (ServedVenue venue = new ServedVenue(stack)) {
      ApiKey key = venue.key("NORTH/ALICE", Permission.READ, Permission.TRADE);
      Client client = new Client(venue.serve(Duration.ofSeconds(2), 100_000).url(), key);

      Reply unknown = client.limit("BUY", "1", "99", "newClientOrderId", "u-1");
      assertThat(unknown.status()).isEqualTo(504);
      assertThat(unknown.code()).isEqualTo(-1007);
      assertThat(client.limit("BUY", "1", "99", "newClientOrderId", "u-1").code()).isEqualTo(-1007);
      assertThat(client.limit("BUY", "2", "99", "newClientOrderId", "u-1").code()).isEqualTo(-2010);
      assertThat(client.get(ORDER, "symbol", S, "origClientOrderId", "u-1").text("status"))
          .isEqualTo("PENDING_NEW");
      // The service that sent it is gone: another one knows nothing of it and sends it again.
      Client other = new Client(venue.serve(PATIENCE, 100_000).url(), key);
      assertThat(other.get(ORDER, "symbol", S, "origClientOrderId", "u-1").code()).isEqualTo(-2013);

      venue.running();

      Reply answered = other.limit("BUY", "1", "99", "newClientOrderId", "u-1");
      assertThat(answered.text("status")).as(answered.json().toString()).isEqualTo("NEW");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  client
                      .get(ORDER, "symbol", S, "origClientOrderId", "u-1")
                      .text("orderId")
                      .equals(answered.text("orderId")));
      assertThat(client.get("/api/v3/openOrders").json()).hasSize(1);
      assertThat(client.delete(ORDER, "symbol", S, "origClientOrderId", "u-1").text("status"))
          .isEqualTo("CANCELED");
    }
  }
}
