package io.streambook.bench;

import io.streambook.book.Decimal8;
import io.streambook.book.OrderCommand;
import io.streambook.book.OrderType;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.Signature;
import io.streambook.risk.Instrument;
import io.streambook.risk.RiskLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * New orders as signed requests: each is sent by the key of its account, with an id of its own. The
 * same orders for the same seed. Safe for use by many threads.
 */
final class RestOrders {
  static final String PATH = "/api/v3/order";
  static final String DESCRIPTION =
      "new orders by POST "
          + PATH
          + ", signed when they are sent: 70 % limits that rest, 30 % that cross (a sixth of them"
          + " market orders, the rest IOC and limits)";

  private static final int RESTING_PERCENT = 70;

  private final List<OrderDesk> desks = new ArrayList<>();
  private final SplittableRandom random;
  private final Map<String, ApiKey> keys;

  /**
   * @param keys by account
   */
  RestOrders(BenchMarket market, Map<String, ApiKey> keys, long seed) {
    this.keys = keys;
    random = new SplittableRandom(seed);
    OrderIds ids = new OrderIds();
    List<String> accounts = market.limits().stream().map(RiskLimits::account).toList();
    for (Instrument instrument : market.instruments()) {
      desks.add(new OrderDesk(instrument, accounts, market.timestamp(), random, ids));
    }
  }

  /** The next order, signed now. */
  byte[] next() {
    return request(order());
  }

  private synchronized OrderCommand order() {
    OrderDesk desk = desks.get(random.nextInt(desks.size()));
    return random.nextInt(100) < RESTING_PERCENT ? desk.resting() : desk.crossing();
  }

  private byte[] request(OrderCommand order) {
    ApiKey key = keys.get(order.account());
    StringBuilder body = new StringBuilder(400);
    body.append("symbol=").append(order.symbol());
    body.append("&side=").append(order.side());
    body.append("&type=").append(order.orderType());
    if (order.orderType() != OrderType.MARKET) {
      body.append("&timeInForce=").append(order.timeInForce());
      body.append("&price=").append(Decimal8.format(order.price()));
    }
    body.append("&quantity=").append(Decimal8.format(order.qty()));
    body.append("&newClientOrderId=").append(order.orderId());
    body.append("&timestamp=").append(System.currentTimeMillis());
    String signature = Signature.of(key.secret(), body.toString());
    body.append("&signature=").append(signature);
    return ("POST "
            + PATH
            + " HTTP/1.1\r\nHost: localhost\r\nX-MBX-APIKEY: "
            + key.id()
            + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
