package io.streambook.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The book as the venue has it. */
final class BookTest extends PageSteps {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** That of the demo's first key. */
  private static final String ACCOUNT = "DEMO/ALICE";

  private static final String[] LARGE_LIMITS = {
    "--max-order-qty", "10000000", "--max-position", "10000000", "--approver", "another"
  };

  private static final String[] LARGE_TERMS = {
    "--max-qty", "10000000", "--reference-price", "1", "--band-low", "0.5", "--band-high", "2"
  };

  /** After all others, so that the first ones stay the first. */
  private static final String LARGE = "ZLARGE";

  @Test
  void decimalsAreThoseOfBigDecimal() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      BigDecimal a = BigDecimal.valueOf(random.nextLong() >> random.nextInt(40), 8);
      BigDecimal b = BigDecimal.valueOf(random.nextLong() >> (20 + random.nextInt(20)), 8);
      int digits = random.nextInt(9);
      String expected =
          number(a.toPlainString())
              + " "
              + a.setScale(digits, RoundingMode.HALF_UP).toPlainString()
              + " "
              + number(a.multiply(b).setScale(8, RoundingMode.DOWN).toPlainString());
      Object texts = List.of(a.toPlainString(), b.toPlainString(), digits);
      assertEquals(expected, page.evaluate(DECIMALS, texts), "seed " + seed);
    }
  }

  private static final String DECIMALS =
      """
      ([a, b, digits]) => import("/page/decimal.js").then((d) => [
        d.plain(d.parse(a)),
        d.show(d.parse(a), digits).replaceAll(",", "").replace("\u2212", "-"),
        d.plain(d.times(d.parse(a), d.parse(b))),
      ].join(" "))
      """;

  @Test
  void aQuantityThatIsTooLongIsShortenedToWhatFits() {
    Map<List<Object>, String> shown =
        Map.of(
            List.of("999999", 0, 7), "999,999",
            List.of("1000000", 0, 7), "1.00M",
            List.of("1000000", 0, 9), "1,000,000",
            List.of("123456789", 0, 7), "123.5M",
            List.of("999999999", 0, 7), "1.00B",
            List.of("123456", 0, 6), "123k",
            List.of("1234.5678", 4, 7), "1,234.6",
            List.of("0.00012345", 8, 7), "0.00012");
    shown.forEach((asked, text) -> assertEquals(text, page.evaluate(WITHIN, asked)));
  }

  private static final String WITHIN =
      """
      ([value, digits, characters]) => import("/page/decimal.js").then((d) =>
        d.within(d.parse(value), digits, characters))
      """;

  @Test
  void aLargeLevelIsShownWholeOrShortenedWithTheWholeAtHand() throws Exception {
    assumeTrue(demo != null, "only a demo of its own gets an instrument that nobody else trades");
    demo.limit(ACCOUNT, LARGE_LIMITS);
    demo.set(LARGE, LARGE_TERMS);
    screen.begin();
    page.locator("#symbol").selectOption(LARGE);
    assertThat(page.locator(".phase")).hasText("● continuous");
    place("buy", "123456", "1.00");
    place("buy", "1234567", "0.90");
    place("sell", "999999", "1.10");
    Locator bids = page.locator(".ladder .bids tr");
    Locator best = page.locator(".ladder .asks tr").last();
    assertThat(bids.first().locator(".size").first()).hasText("123,456");
    assertThat(best.locator(".size").last()).hasText("999,999");
    isShort(bids.nth(1).locator(".size abbr"), "1.23M", "1,234,567");
    isShort(bids.nth(1).locator(".sum abbr"), "1.36M", "1,358,023");
    isShort(bids.first().locator(".mine abbr"), "123k", "123,456");
    assertEquals(List.of(), page.evaluate(CUT_OFF));
    assertEquals("[]", screen.violations());
    shoot(page, "page-large");
    onAPhoneAllOfItFits();
    screen.cancelAll();
  }

  private void place(String side, String qty, String price) {
    screen.limit(side, qty, price);
    screen.send();
  }

  private static void isShort(Locator cell, String shown, String whole) {
    assertThat(cell).hasText(shown);
    assertThat(cell).hasAttribute("title", whole);
  }

  private void onAPhoneAllOfItFits() {
    Screen phone = phone(ColorScheme.LIGHT);
    phone.page.locator("#symbol").selectOption(LARGE);
    Locator second = phone.page.locator(".ladder .bids tr").nth(1);
    assertThat(second.locator(".size").first()).hasText("1,234,567");
    assertThat(second.locator(".sum")).hasText("1,358,023");
    assertEquals(List.of(), phone.page.evaluate(CUT_OFF));
    nothingHasJumped(phone);
    shoot(phone.page, "page-large-phone");
    phone.page.close();
  }

  private static final String CUT_OFF =
      """
      () => [...document.querySelectorAll(".ladder td")]
        .filter((cell) => cell.scrollWidth > cell.clientWidth)
        .map((cell) => cell.textContent)
      """;

  @Test
  void theBookShownIsTheRestSnapshotOfItsUpdate() throws Exception {
    for (int attempt = 0; attempt < 300; attempt++) {
      JsonNode shown = JSON.readTree((String) page.evaluate(BOOK));
      JsonNode rest = JSON.readTree(snapshot(screen.symbol()));
      if (shown.get("update").asLong() == rest.get("lastUpdateId").asLong()) {
        assertEquals(levels(rest.get("bids")), levels(shown.get("bids")));
        assertEquals(levels(rest.get("asks")), levels(shown.get("asks")));
        System.out.println("book: update " + shown.get("update") + " is REST's");
        return;
      }
    }
    throw new AssertionError("the page never showed the update that REST answered with");
  }

  private String snapshot(String symbol) {
    RequestOptions options =
        RequestOptions.create().setQueryParam("symbol", symbol).setQueryParam("limit", 10);
    return page.request().get(wire.url() + "api/v3/depth", options).text();
  }

  private static final String BOOK =
      """
      () => {
        const text = (cell) => cell.textContent.replaceAll(",", "");
        const side = (rows, size) => rows.filter((r) => r.querySelector("button"))
            .map((r) => [text(r.cells[2]), text(r.cells[size])]);
        return JSON.stringify({
          update: Number(document.querySelector("#book-update").textContent.replace("update ", "")),
          bids: side([...document.querySelectorAll(".ladder .bids tr")], 1),
          asks: side([...document.querySelectorAll(".ladder .asks tr")].reverse(), 3),
        });
      }
      """;

  private static List<String> levels(JsonNode pairs) {
    return StreamSupport.stream(pairs.spliterator(), false)
        .map(pair -> number(pair.get(0).asText()) + " x " + number(pair.get(1).asText()))
        .toList();
  }

  private static String number(String text) {
    return new BigDecimal(text).stripTrailingZeros().toPlainString();
  }
}
