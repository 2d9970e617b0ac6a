package io.streambook.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.TimeoutError;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Orders, and what the venue answers to them. */
final class OrdersTest extends PageSteps {
  private static final int CLICK_MILLIS = 10_000;

  @Test
  void anOrderIsPlacedAmendedAndCancelledByKeyboardAlone() {
    String price = screen.farBid();
    page.keyboard().press("b");
    assertThat(page.locator("#ticket-quantity")).isFocused();
    page.keyboard().type("40");
    page.keyboard().press("Tab");
    page.keyboard().press("ControlOrMeta+a");
    page.keyboard().type(price);
    page.keyboard().press("Enter");
    assertThat(screen.answer()).containsText("works");
    Locator row = screen.working(screen.orderId());
    assertThat(row).containsText("40");
    page.keyboard().press("Escape");
    page.keyboard().press("a");
    assertThat(page.locator("input[name=amend-quantity]")).isFocused();
    page.keyboard().press("ControlOrMeta+a");
    page.keyboard().type("30");
    page.keyboard().press("Enter");
    assertThat(screen.answer()).containsText("30 at");
    assertThat(row).containsText("30");
    page.keyboard().press("Escape");
    page.keyboard().press("c");
    assertThat(screen.answer()).containsText("no longer work");
    assertThat(row).hasCount(0);
  }

  /** The market may take it before it is seen; then another one is sent. */
  @Test
  void anOrderAtAPriceOfTheLadderIsMarkedThereAndCancelledByMouse() {
    for (int attempt = 0; attempt < 20; attempt++) {
      page.locator(".ladder .bids button").last().click();
      assertThat(page.locator("#ticket-price")).not().hasValue("");
      page.locator("label.buy").click();
      page.locator("#ticket-quantity").fill("20");
      String id = screen.send();
      page.waitForFunction(
          "id => document.querySelector(`tr[data-order='${id}']`) || document.querySelector('#tab-fills .count').textContent > 0",
          id);
      if (screen.working(id).count() == 1 && isMarked(id) && isCancelledByMouse(id)) {
        assertThat(screen.working(id)).hasCount(0);
        return;
      }
      screen.cancelAll();
    }
    throw new AssertionError("no order stayed long enough to be marked");
  }

  /** Whether its button could be clicked before the market has taken it. */
  private boolean isCancelledByMouse(String id) {
    try {
      Locator cancel = screen.working(id).locator(".cancel");
      cancel.click(new Locator.ClickOptions().setTimeout(CLICK_MILLIS));
      return true;
    } catch (TimeoutError gone) {
      return false;
    }
  }

  /** Whether the ladder marks it before the market has taken it. */
  private boolean isMarked(String id) {
    String seen =
        (String)
            page.waitForFunction(
                    """
                    id => [...document.querySelectorAll('.ladder .bids .mine')].some((c) => c.textContent.startsWith('▸'))
                      ? 'marked' : document.querySelector(`tr[data-order='${id}']`) ? null : 'gone'
                    """,
                    id)
                .jsonValue();
    return seen.equals("marked");
  }

  @Test
  void ordersOfAllTypesAreTaken() {
    String far = screen.farBid();
    String above = screen.farAsk();
    works("LIMIT", "GTC", Map.of("price", far, "icebergQty", "10"), "shows 10");
    works("LIMIT", "DAY", Map.of("price", far), "limit day");
    works("LIMIT", "GTD", Map.of("price", far, "goodTillDate", "2099-12-31T12:00"), "till 2099-12-31");
    works("LIMIT", "AT_THE_CLOSE", Map.of("price", far), "at close");
    works("LIMIT_MAKER", "GTC", Map.of("price", far), "post only");
    works("STOP_LOSS", "GTC", Map.of("stopPrice", above), "stop");
    works("STOP_LOSS_LIMIT", "DAY", Map.of("stopPrice", above, "price", above), "stop limit");
    answers("LIMIT", "IOC", Map.of("price", far, "minQty", "10"), "has expired");
    answers("LIMIT", "FOK", Map.of("price", far), "has expired");
    answers("LIMIT", "AT_THE_OPEN", Map.of("price", far), "WRONG_PHASE");
    answers("MARKET", "AT_THE_OPEN", Map.of(), "WRONG_PHASE");
    works("MARKET", "AT_THE_CLOSE", Map.of(), "market at close");
    screen.buyAtMarket("20");
    screen.cancelAll();
  }

  private void works(String type, String timeInForce, Map<String, String> fields, String shown) {
    answers(type, timeInForce, fields, "works");
    assertThat(screen.working(screen.orderId())).containsText(shown);
  }

  private void answers(String type, String timeInForce, Map<String, String> fields, String text) {
    screen.fill("buy", type, "20");
    page.locator("select[name=timeInForce]").selectOption(timeInForce);
    fields.forEach((name, value) -> page.locator("#ticket-" + name).fill(value));
    screen.sendAnyway();
    assertThat(screen.answer()).containsText(text);
  }

  @Test
  void aFillIsSeenWithItsPosition() {
    String id = screen.buyAtMarket("20");
    page.locator("#tab-fills").click();
    Locator fill = page.locator("#list tbody tr").filter(new Locator.FilterOptions().setHasText("#" + id));
    assertThat(fill.first()).containsText("Buy");
    assertThat(page.locator(".positions tbody tr").first()).containsText("long");
  }

  @Test
  void aRejectionIsSeenWithLimitAndMeasuredValue() {
    screen.limit("buy", "20", screen.times("3"));
    assertThat(page.locator(".checks .no")).containsText("Price collar");
    screen.sendAnyway();
    assertThat(screen.answer()).containsText("PRICE_COLLAR");
    page.locator("#tab-rejections").click();
    Locator row = page.locator("#list tbody tr").first();
    assertThat(row).containsText("PRICE_COLLAR");
    assertThat(row.locator("td").nth(4)).containsText("price");
    assertThat(row.locator("td").nth(5)).containsText(Pattern.compile("[0-9]"));
    assertThat(row.locator("td").nth(6)).containsText("%");
  }

  /** The venue has no answer in time, when the proxy says so in its place. */
  @Test
  void anOutcomeThatIsNotKnownIsNoRefusal() {
    page.route(
        "**/api/v3/order?**",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(504)
                    .setContentType("application/json")
                    .setBody("{\"code\":-1007,\"msg\":\"Timeout\"}")));
    Locator refused = page.locator("#tab-rejections .count");
    String before = refused.textContent();
    screen.limit("buy", "20", screen.farBid());
    screen.sendAnyway();
    assertThat(screen.answer()).containsText("the outcome is not known");
    assertThat(screen.answer()).not().containsText("refused");
    assertThat(refused).hasText(before);
    page.unroute("**/api/v3/order?**");
  }

  @Test
  void theKillSwitchCancelsAndRefusesUntilItIsLifted() {
    screen.limit("buy", "20", screen.farBid());
    String id = screen.send();
    assertThat(screen.working(id)).hasCount(1);
    screen.turnKill("✕ Killed");
    assertThat(screen.working(id)).hasCount(0);
    screen.sendAnyway();
    assertThat(screen.answer()).containsText("KILL_SWITCH");
    screen.turnKill("Trading");
  }
}
