package io.streambook.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The page as a trader uses it, in a browser, against the demo. {@code -Dpage.url} takes a running
 * demo instead, {@code -Dpage.shots} a folder for pictures, {@code -Dpage.seconds} says for how long
 * the heap is watched, {@code -Dpage.rate} how many orders a second the demo makes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UPDATES_MAX = 20;
  private static final double SHIFT_MAX = 0.02;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int WATCH_MILLIS = 10_000;
  private static final long HEAP_SLACK_BYTES = 2L << 20;

  private static final String OBSERVE =
      """
      // CLS: the largest sum of shifts within 5 s, without a gap of a second.
      window.seen = { shift: 0, updates: [], shifted: [] };
      let from = 0, last = 0, sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if (!entry.hadRecentInput) {
            const goesOn = entry.startTime - last < 1000 && entry.startTime - from < 5000;
            sum = (goesOn ? sum : 0) + entry.value;
            from = goesOn ? from : entry.startTime;
            last = entry.startTime;
            window.seen.shift = Math.max(window.seen.shift, sum);
            window.seen.shifted.push(entry.sources.map((s) => s.node?.className + " " + s.node?.tagName));
          }
        }
      }).observe({ type: "layout-shift", buffered: true });
      addEventListener("DOMContentLoaded", () =>
        new MutationObserver(() => window.seen.updates.push(performance.now())).observe(document.body, {
          subtree: true, childList: true, characterData: true, attributes: true,
        }));
      """;

  private RunningDemo demo;
  private Wire wire;
  private Playwright playwright;
  private Browser browser;
  private Page page;

  @BeforeAll
  void open() throws Exception {
    String given = System.getProperty("page.url");
    if (given == null) {
      demo = new RunningDemo(System.getProperty("page.rate", "300"));
    }
    wire = new Wire(given == null ? demo.page() : URI.create(given));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(System.getProperty("page.chromium")))
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    page = open(1_280, 800, ColorScheme.LIGHT);
    // The venue runs once orders are answered.
    page.waitForFunction("() => Number(document.querySelector('.health .num').textContent) > 0");
  }

  private Page open(int width, int height, ColorScheme theme) {
    Page opened =
        browser.newPage(
            new Browser.NewPageOptions().setViewportSize(width, height).setColorScheme(theme));
    opened.setDefaultTimeout(PATIENCE_MILLIS * 2);
    opened.addInitScript(OBSERVE);
    opened.onConsoleMessage(message -> System.out.println("page: " + message.text()));
    opened.onPageError(error -> System.out.println("page: " + error));
    opened.navigate(wire.url());
    assertThat(opened.locator("#link")).hasText("● Live");
    assertThat(opened.locator(".ladder tbody.bids .best .price button")).isVisible();
    return opened;
  }

  @AfterAll
  void close() throws Exception {
    if (playwright != null) {
      browser.close();
      playwright.close();
    }
    if (wire != null) {
      wire.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  // ---- orders

  @Test
  @Order(1)
  void anOrderIsPlacedAmendedAndCancelledByKeyboardAlone() {
    String price = farBid();
    page.keyboard().press("b");
    assertThat(page.locator("#ticket-quantity")).isFocused();
    page.keyboard().type("40");
    page.keyboard().press("Tab");
    page.keyboard().press("ControlOrMeta+a");
    page.keyboard().type(price);
    page.keyboard().press("Enter");
    assertThat(answer()).containsText("works");
    Locator row = page.locator("tr[data-order]").first();
    assertThat(row).containsText("40");
    page.keyboard().press("Escape");
    page.keyboard().press("a");
    Locator total = page.locator("input[name=amend-quantity]");
    assertThat(total).isFocused();
    page.keyboard().press("ControlOrMeta+a");
    page.keyboard().type("30");
    page.keyboard().press("Enter");
    assertThat(answer()).containsText("30 at");
    assertThat(row).containsText("30");
    page.keyboard().press("Escape");
    page.keyboard().press("c");
    assertThat(answer()).containsText("no longer work");
    assertThat(page.locator("tr[data-order]")).hasCount(0);
  }

  @Test
  @Order(2)
  void anOrderIsMarkedInTheBookAndCancelledByMouse() {
    page.locator(".ladder tbody.bids tr").nth(2).locator("button").click();
    page.locator("label.buy").click();
    page.locator("#ticket-quantity").fill("20");
    page.locator(".send").click();
    assertThat(answer()).hasClass(Pattern.compile(".*\\bok\\b.*"));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Cancel all")))
        .click();
    assertThat(page.locator("tr[data-order]")).hasCount(0);
  }

  @Test
  @Order(3)
  void aFillIsSeenWithItsPosition() {
    page.keyboard().press("Escape");
    page.locator("select[name=type]").selectOption("MARKET");
    page.locator("label.buy").click();
    page.locator("#ticket-quantity").fill("20");
    page.locator(".send").click();
    assertThat(answer()).containsText(Pattern.compile("filled"));
    page.locator("#tab-fills").click();
    assertThat(page.locator("#list tbody tr").first()).containsText("Buy");
    assertThat(page.locator(".positions tbody tr").first()).containsText("long");
    page.locator("select[name=type]").selectOption("LIMIT");
  }

  @Test
  @Order(4)
  void aRejectionIsSeenWithLimitAndMeasuredValue() {
    page.locator("label.buy").click();
    page.locator("#ticket-quantity").fill("20");
    page.locator("#ticket-price").fill(rounded(bestBid().multiply(BigDecimal.valueOf(3))));
    assertThat(page.locator(".checks .no")).containsText("Price collar");
    page.locator(".send").click();
    assertThat(answer()).containsText("PRICE_COLLAR");
    page.locator("#tab-rejections").click();
    Locator row = page.locator("#list tbody tr").first();
    assertThat(row).containsText("PRICE_COLLAR");
    assertThat(row.locator("td").nth(4)).containsText("price");
    assertThat(row.locator("td").nth(5)).containsText(Pattern.compile("[0-9]"));
    page.locator("#tab-working").click();
  }

  @Test
  @Order(5)
  void theKillSwitchCancelsAndRefusesUntilItIsLifted() {
    page.locator("#ticket-quantity").fill("20");
    page.locator("#ticket-price").fill(farBid());
    page.locator(".send").click();
    assertThat(answer()).containsText("works");
    page.locator("#kill").click();
    page.locator("#confirm").click();
    assertThat(page.locator("#kill-state")).hasText("✕ Killed");
    assertThat(page.locator("tr[data-order]")).hasCount(0);
    page.locator(".send").click();
    assertThat(answer()).containsText("KILL_SWITCH");
    page.locator("#kill").click();
    page.locator("#confirm").click();
    assertThat(page.locator("#kill-state")).hasText("Trading");
  }

  // ---- what is shown

  @Test
  @Order(6)
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
  @Order(6)
  void theBookShownIsTheRestSnapshotOfItsUpdate() throws Exception {
    String symbol = page.locator("#symbol").inputValue();
    for (int attempt = 0; attempt < 200; attempt++) {
      JsonNode shown = JSON.readTree((String) page.evaluate(BOOK));
      String text =
          page.request()
              .get(
                  wire.url() + "api/v3/depth",
                  RequestOptions.create().setQueryParam("symbol", symbol).setQueryParam("limit", 10))
              .text();
      JsonNode rest = JSON.readTree(text);
      if (shown.get("update").asLong() == rest.get("lastUpdateId").asLong()) {
        assertEquals(levels(rest.get("bids")), levels(shown.get("bids")));
        assertEquals(levels(rest.get("asks")), levels(shown.get("asks")));
        return;
      }
    }
    throw new AssertionError("the page never showed the update that REST answered with");
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

  @Test
  @Order(7)
  void theDocumentIsUpdatedAtMostTwentyTimesASecond() {
    page.evaluate("() => { window.seen.updates = []; }");
    page.waitForTimeout(WATCH_MILLIS);
    int most = (int) page.evaluate(MOST_IN_A_SECOND);
    int all = (int) page.evaluate("() => window.seen.updates.length");
    System.out.println("updates: " + all + " in 10 s, at most " + most + " in any second");
    assertTrue(all > 10, "the page stands still");
    assertTrue(most <= UPDATES_MAX, most + " updates in a second");
  }

  private static final String MOST_IN_A_SECOND =
      """
      () => {
        const times = window.seen.updates;
        let most = 0;
        for (let i = 0, j = 0; i < times.length; i++) {
          while (times[i] - times[j] >= 1000) j++;
          most = Math.max(most, i - j + 1);
        }
        return most;
      }
      """;

  @Test
  @Order(8)
  void theHeapStaysFlat() {
    int seconds = Integer.getInteger("page.seconds", 20);
    CDPSession session = page.context().newCDPSession(page);
    page.waitForTimeout(WATCH_MILLIS);
    long before = heap(session);
    page.waitForTimeout(seconds * 1_000.0);
    long after = heap(session);
    System.out.println("heap: " + before + " bytes, " + seconds + " s later " + after);
    assertTrue(after < before + HEAP_SLACK_BYTES, "grew from " + before + " to " + after);
  }

  private static long heap(CDPSession session) {
    session.send("HeapProfiler.collectGarbage");
    return session.send("Runtime.getHeapUsage").get("usedSize").getAsLong();
  }

  @Test
  @Order(9)
  void axeFindsNothingInEitherTheme() throws Exception {
    for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      for (String tab : List.of("rejections", "fills", "working")) {
        page.locator("#tab-" + tab).click();
        assertEquals("[]", violations(), theme + " " + tab);
      }
      page.locator("#kill").click();
      assertEquals("[]", violations(), theme + " dialog");
      page.keyboard().press("Escape");
    }
  }

  private String violations() throws Exception {
    try (InputStream axe = PageTest.class.getResourceAsStream("/axe.min.js")) {
      page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    return (String)
        page.evaluate(
            """
            () => axe.run(document).then((result) => JSON.stringify(
              result.violations.map((v) => [v.id, v.nodes.map((n) => n.target + " " + n.failureSummary)])))
            """);
  }

  @Test
  @Order(10)
  void aCutConnectionIsToldAndComesBack() throws Exception {
    wire.cut();
    assertThat(page.locator("#link")).containsText("Reconnecting");
    wire.mend();
    assertThat(page.locator("#link")).hasText("● Live");
    String update = page.locator("#book-update").textContent();
    assertThat(page.locator("#book-update"))
        .not()
        .hasText(update, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
  }

  @Test
  @Order(11)
  void nothingJumps() {
    double shift = ((Number) page.evaluate("() => window.seen.shift")).doubleValue();
    System.out.println("layout shift: " + shift);
    assertTrue(shift < SHIFT_MAX, shift + ": " + page.evaluate("() => JSON.stringify(window.seen.shifted)"));
    Page phone = open(390, 844, ColorScheme.LIGHT);
    phone.waitForTimeout(WATCH_MILLIS / 2.0);
    double small = ((Number) phone.evaluate("() => window.seen.shift")).doubleValue();
    assertTrue(small < SHIFT_MAX, "phone " + small);
    assertFalse(
        (boolean) phone.evaluate("() => document.documentElement.scrollWidth > innerWidth"),
        "the phone's page is wider than the phone");
    phone.close();
  }

  // ---- pictures

  @Test
  @Order(12)
  @EnabledIfSystemProperty(named = "page.shots", matches = ".+")
  void pictures() {
    place("30", farBid());
    place("20", rounded(bestBid()));
    page.mouse().move(0, 0);
    for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      page.locator(theme == ColorScheme.DARK ? "#tab-rejections" : "#tab-working").click();
      page.waitForTimeout(500);
      shoot(page, "page-" + theme.name().toLowerCase(Locale.ROOT));
    }
    Page phone = open(390, 844, ColorScheme.DARK);
    phone.waitForTimeout(2_000);
    shoot(phone, "page-phone");
    phone.close();
  }

  private static void shoot(Page of, String name) {
    of.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of(System.getProperty("page.shots"), name + ".png")));
  }

  private void place(String qty, String price) {
    page.locator("label.buy").click();
    page.locator("#ticket-quantity").fill(qty);
    page.locator("#ticket-price").fill(price);
    page.locator(".send").click();
    assertThat(answer()).hasClass(Pattern.compile(".*\\bok\\b.*"));
  }

  // ---- parts

  private Locator answer() {
    return page.locator("#answer");
  }

  private BigDecimal bestBid() {
    return new BigDecimal(
        page.locator(".ladder tbody.bids .best .price").textContent().replace(",", ""));
  }

  /** Where nobody trades: half of the best bid. */
  private String farBid() {
    return rounded(bestBid().divide(BigDecimal.valueOf(2)));
  }

  private static String rounded(BigDecimal price) {
    return price.setScale(1, RoundingMode.DOWN).toPlainString();
  }
}
