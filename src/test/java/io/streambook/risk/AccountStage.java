package io.streambook.risk;

import static io.streambook.risk.OrderBuilder.buy;
import static io.streambook.risk.OrderBuilder.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Reason;
import io.streambook.book.Side;
import io.streambook.book.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Commands of accounts, one by one, through the account stage and the book. */
abstract class AccountStage {
  static final String A = "FIRM/A";
  static final String B = "FIRM/B";
  static final String FIRM = "FIRM";
  static final String OTHER = "OTHER/X";

  final Venue venue = new Venue();
  private int fills;

  void accepts(OrderBuilder order) {
    assertThat(venue.send(order).verdict()).isEqualTo(Verdict.ACCEPTED);
  }

  void refuses(OrderBuilder order, Reason reason, String text) {
    assertThat(venue.send(order).verdict()).isEqualTo(new Verdict(reason, reason + ": " + text));
  }

  /** A trade of this account at this price, with all feedback. */
  void trade(String account, Side side, String qty, String price) {
    fills++;
    OrderBuilder passive = side == Side.BUY ? buy("p" + fills) : sell("p" + fills);
    OrderBuilder active = side == Side.BUY ? sell("t" + fills) : buy("t" + fills);
    accepts(passive.account(account).qty(qty).price(price));
    accepts(active.account(OTHER).qty(qty).price(price));
    venue.deliverAll();
  }

  AccountSnapshot.Position acme() {
    return venue.position(A, "ACME");
  }

  /** The other account takes the other side of an order at this price, with all feedback. */
  void fill(String id, Side side, String qty, String price) {
    OrderBuilder order = side == Side.BUY ? sell("against-" + id) : buy("against-" + id);
    accepts(order.account(B).qty(qty).price(price));
    venue.deliverAll();
  }

  List<String> events() {
    List<String> events = new ArrayList<>();
    venue.controls.takeEvents(
        e ->
            events.add(
                (e.account() + " " + e.kind() + " " + e.limit() + " " + e.percent()).trim()));
    return events;
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    venue.controls.takeEvents(e -> texts.add(e.kind() + " " + e.text()));
    return texts;
  }
}
