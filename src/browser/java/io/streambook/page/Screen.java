package io.streambook.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page in a window, with what a trader does there. */
final class Screen {
  /** A slow machine is no failure: how long anything may take to come. */
  static final int PATIENCE_MILLIS = 60_000;

  private static final int START_MILLIS = 300_000;

  private static final Pattern NUMBER = Pattern.compile("[0-9]");
  private static final Pattern BAD = Pattern.compile(".*\\bbad\\b.*");
  private static final Pattern OK = Pattern.compile(".*\\bok\\b.*");
  private static final Pattern BOUGHT_OR_NOT = Pattern.compile("filled|has expired");
  private static final Pattern ORDER = Pattern.compile("#(\\d+) ");

  private static final String OBSERVE =
      """
      // Keeps little: the heap that is watched is the page's. CLS is the largest sum of shifts
      // within 5 s, without a gap of a second.
      window.seen = { shift: 0, shifted: [], updates: 0, mostUpdates: 0, recent: [] };
      let from = 0, last = 0, sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if (!entry.hadRecentInput) {
            const goesOn = entry.startTime - last < 1000 && entry.startTime - from < 5000;
            sum = (goesOn ? sum : 0) + entry.value;
            from = goesOn ? from : entry.startTime;
            last = entry.startTime;
            if (sum > window.seen.shift) {
              window.seen.shift = sum;
              const names = entry.sources.map((s) => `${s.node?.className} ${s.node?.tagName}`);
              window.seen.shifted = [...window.seen.shifted.slice(-9), names];
            }
          }
        }
      }).observe({ type: "layout-shift", buffered: true });
      addEventListener("DOMContentLoaded", () =>
        new MutationObserver(() => {
          const now = performance.now();
          const { seen } = window;
          seen.recent = [...seen.recent.filter((time) => now - time < 1000), now];
          seen.updates++;
          seen.mostUpdates = Math.max(seen.mostUpdates, seen.recent.length);
        }).observe(document.body, {
          subtree: true, childList: true, characterData: true, attributes: true,
        }));
      """;

  final Page page;

  Screen(Browser browser, int width, int height, ColorScheme theme) {
    page =
        browser.newPage(
            new Browser.NewPageOptions().setViewportSize(width, height).setColorScheme(theme));
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.addInitScript(OBSERVE);
    page.onConsoleMessage(message -> System.out.println("page: " + message.text()));
    page.onPageError(error -> System.out.println("page: " + error));
  }

  /** A venue that starts under load is behind at first: what is sent then waits too long. */
  void open(String url) {
    page.navigate(url);
    isLive();
    assertThat(page.locator("#waiting"))
        .not()
        .hasClass(BAD, new LocatorAssertions.HasClassOptions().setTimeout(START_MILLIS));
  }

  // ---- a trader's ways

  /** Waits until all is of now: the link, a book with two sides, the account. */
  void isLive() {
    assertThat(page.locator("#link")).hasText("● Live");
    assertThat(page.locator(".ladder .bids .best button")).isVisible();
    assertThat(page.locator(".ladder .asks .best button")).isVisible();
    assertThat(page.locator(".limits li").first()).containsText("%");
  }

  /** As a trader finds it in the morning: loaded anew, not killed, without orders of the symbol. */
  void begin() {
    page.evaluate("() => history.replaceState(null, '', '/')"); // with the first symbol
    page.reload();
    isLive();
    if (!page.locator("#kill-state").textContent().equals("Trading")) {
      turnKill("Trading");
    }
    cancelAll();
  }

  void cancelAll() {
    // Not Playwright's click, which waits for a button that the last order's fill has just disabled.
    page.locator("#cancel-all").evaluate("button => button.click()");
    assertThat(page.locator("#cancel-all")).isDisabled();
  }

  void turnKill(String becomes) {
    page.locator("#kill").click();
    page.locator("#confirm").click();
    assertThat(page.locator("#kill-state")).hasText(becomes);
  }

  void fill(String side, String type, String qty) {
    page.locator("select[name=type]").selectOption(type);
    page.locator("label." + side).click();
    page.locator("#ticket-quantity").fill(qty);
  }

  void limit(String side, String qty, String price) {
    fill(side, "LIMIT", qty);
    page.locator("#ticket-price").fill(price);
  }

  /** Sends the ticket, which the venue takes. */
  String send() {
    sendAnyway();
    assertThat(answer()).hasClass(OK);
    return orderId();
  }

  /** Buys at market until something is sold: others may have emptied the side that was seen. */
  String buyAtMarket(String qty) {
    for (int attempt = 0; attempt < 20; attempt++) {
      isLive();
      fill("buy", "MARKET", qty);
      page.locator("select[name=timeInForce]").selectOption("");
      String id = send();
      assertThat(answer()).containsText(BOUGHT_OR_NOT);
      if (answer().textContent().contains("filled")) {
        return id;
      }
    }
    throw new AssertionError("nothing is sold: " + answer().textContent());
  }

  /** Sends the ticket and waits for its answer, whatever that is. */
  void sendAnyway() {
    String before = answer().getAttribute("data-number");
    page.locator(".send").click();
    assertThat(answer()).not().hasAttribute("data-number", before);
  }

  /** Of the order that the answer tells of. */
  String orderId() {
    Matcher found = ORDER.matcher(answer().textContent());
    if (!found.find()) {
      throw new AssertionError("no order in: " + answer().textContent());
    }
    return found.group(1);
  }

  // ---- what it shows

  Locator answer() {
    return page.locator("#answer");
  }

  Locator working(String orderId) {
    return page.locator("tr[data-order='" + orderId + "']");
  }

  String symbol() {
    return page.locator("#symbol").inputValue();
  }

  /** Waits while that side of the book is empty. */
  BigDecimal best(String side) {
    Locator price = page.locator(".ladder ." + side + " .best .price");
    assertThat(price).hasText(NUMBER);
    return new BigDecimal(price.textContent().replace(",", ""));
  }

  /** Where nobody trades: half of the best bid. */
  String farBid() {
    return times("0.5");
  }

  /** Where nobody trades: half above the best bid. */
  String farAsk() {
    return times("1.5");
  }

  /** A multiple of the best bid, on every instrument's tick. */
  String times(String factor) {
    return best("bids")
        .multiply(new BigDecimal(factor))
        .setScale(1, RoundingMode.DOWN)
        .toPlainString();
  }

  // ---- counts

  double shift() {
    return ((Number) page.evaluate("() => window.seen.shift")).doubleValue();
  }

  String shifted() {
    return String.valueOf(page.evaluate("() => JSON.stringify(window.seen.shifted)"));
  }

  /** Whether one must scroll sideways. */
  boolean isTooWide() {
    return (boolean) page.evaluate("() => document.documentElement.scrollWidth > innerWidth");
  }

  void forgetUpdates() {
    page.evaluate("() => { window.seen.updates = window.seen.mostUpdates = 0; }");
  }

  int updates() {
    return (int) page.evaluate("() => window.seen.updates");
  }

  int mostUpdatesInASecond() {
    return (int) page.evaluate("() => window.seen.mostUpdates");
  }

  /** What axe-core finds, as JSON; an empty list when nothing. */
  String violations() throws IOException {
    try (InputStream axe = Screen.class.getResourceAsStream("/axe.min.js")) {
      page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    return (String)
        page.evaluate(
            """
            () => axe.run(document).then((result) => JSON.stringify(
              result.violations.map((v) => [v.id, v.nodes.map((n) => n.target + " " + n.failureSummary)])))
            """);
  }
}
