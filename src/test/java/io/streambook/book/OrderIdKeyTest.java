package io.streambook.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderIdKeyTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "0", "00", " a", "~~~~~~~~~", "o12345678", "\u007f\u0001"})
  void aShortTextIsTheNumber(String id) {
    long key = OrderIdKey.of(id);
    assertThat(OrderIdKey.isText(key)).isTrue();
    assertThat(OrderIdKey.text(key)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0123456789", "\u0000", "a\u0000", "\u0080", "é", "\u0100b"})
  void anyOtherIsNot(String id) {
    assertThat(OrderIdKey.isText(OrderIdKey.of(id))).isFalse();
  }

  @Test
  void longOnesThatShareANumberAreTwoOrders() {
    String one = "AaAaAaAaAaAa";
    String other = "BBAaAaAaAaAa";
    assertThat(OrderIdKey.of(one)).isEqualTo(OrderIdKey.of(other));
    LiveOrders live = new LiveOrders();
    BookOrder first = order(one);
    BookOrder second = order(other);
    live.add(first);
    assertThat(live.hasAnother(second)).isFalse();
    live.add(second);
    assertThat(live.find("FIRM/A", one)).isSameAs(first);
    assertThat(live.find("FIRM/A", other)).isSameAs(second);
    live.remove(first);
    assertThat(live.find("FIRM/A", one)).isNull();
    assertThat(live.find("FIRM/A", other)).isSameAs(second);
    assertThat(live.find("FIRM/B", other)).isNull();
  }

  private static BookOrder order(String orderId) {
    BookOrder order = new BookOrder();
    order.set(
        new WorkingOrder(1, 1, Side.BUY, 1, 1, 0, TimeInForce.DAY, "FIRM/A", orderId, "USD"),
        new OrderTerms(Side.BUY, OrderType.LIMIT, TimeInForce.DAY, Conditions.NONE, "USD"));
    return order;
  }
}
