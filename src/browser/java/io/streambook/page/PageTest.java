package io.streambook.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The page as a trader uses it, in a browser, against the demo. {@code -Dpage.url} takes a running
 * demo instead, {@code -Dpage.shots} a folder for pictures, {@code -Dpage.seconds} says for how long
 * the heap is watched, {@code -Dpage.rate} how many orders a second the demo makes.
 *
 * <p>Each step begins with the page loaded anew and without orders, and waits for what it is about,
 * however long a slow machine takes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UPDATES_MAX = 20;
  private static final double SHIFT_MAX = 0.02;
  private static final int WATCH_MILLIS = 10_000;
  private static final int CLICK_MILLIS = 10_000;
  private static final int HEAP_SAMPLES = 5;

  /** The engine goes on compiling what runs often, for minutes. */
  private static final long CODE_MAX_BYTES = 2L << 20;

  /** Ten bytes for each update of the document in ten minutes. */
  private static final long OWN_SLACK_BYTES = 128L << 10;

  private static final List<ColorScheme> THEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

  /** Without a sandbox, which root in a container can't have, and without its small /dev/shm. */
  private static final List<String> FLAGS =
      List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");

  @RegisterExtension
  final Evidence evidence = new Evidence(() -> this.screen == null ? null : this.screen.page);

  private RunningDemo demo;
  private Wire wire;
  private Playwright playwright;
  private Browser browser;
  private Screen screen;
  private Page page;
  private double shift;

  @BeforeAll
  void open() throws Exception {
    String given = System.getProperty("page.url");
    if (given == null) {
      demo = new RunningDemo(System.getProperty("page.rate", "100"));
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
                    .setArgs(FLAGS));
    PlaywrightAssertions.setDefaultAssertionTimeout(Screen.PATIENCE_MILLIS);
    screen = new Screen(browser, 1_280, 800, ColorScheme.LIGHT);
    page = screen.page;
    screen.open(wire.url());
  }

  private Screen phone(ColorScheme theme) {
    Screen phone = new Screen(browser, 390, 844, theme);
    phone.open(wire.url());
    return phone;
  }

  @BeforeEach
  void begin() {
    screen.begin();
  }

  @AfterEach
  void noteShift() {
    shift = Math.max(shift, screen.shift());
  }

  @AfterAll
  void close() throws Exception {
    if (playwright != null) {
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
  @Order(2)
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
  @Order(3)
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
  @Order(4)
  void aFillIsSeenWithItsPosition() {
    String id = screen.buyAtMarket("20");
    page.locator("#tab-fills").click();
    Locator fill = page.locator("#list tbody tr").filter(new Locator.FilterOptions().setHasText("#" + id));
    assertThat(fill.first()).containsText("Buy");
    assertThat(page.locator(".positions tbody tr").first()).containsText("long");
  }

  @Test
  @Order(5)
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
  @Order(6)
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
  @Order(7)
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

  @Test
  @Order(8)
  void anInstrumentThatIsOnlyReducedSaysSoBeforeAnOrderIsRefused() throws Exception {
    assumeTrue(demo != null, "only a demo of its own has its instruments changed");
    String symbol = secondSymbol();
    // Each buys 10 at least, and no order is smaller than 20.
    screen.buyAtMarket("100");
    screen.buyAtMarket("100");
    Locator check = page.locator(".checks li", containing("Reduce only"));
    demo.set(symbol, "--reduce-only", "true");
    try {
      onlyReducingOrdersAreTaken(check);
    } finally {
      demo.set(symbol, "--reduce-only", "false");
    }
    assertThat(page.locator(".phase")).hasText("● continuous");
    assertThat(check).hasCount(0);
  }

  private void onlyReducingOrdersAreTaken(Locator check) throws Exception {
    assertThat(page.locator(".phase")).hasText("● continuous, ↓ reduce only");
    screen.limit("buy", "20", screen.farBid());
    assertThat(check).hasClass("no");
    screen.sendAnyway();
    assertThat(screen.answer()).containsText("REDUCE_ONLY");
    screen.limit("sell", "20", screen.farAsk());
    assertThat(check).hasClass("ok");
    screen.send();
    for (ColorScheme theme : THEMES) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      assertEquals("[]", screen.violations(), theme + " reduce only");
    }
    screen.cancelAll();
  }

  /** Goes on to it; the first one stays as it is. */
  private String secondSymbol() {
    String first = screen.symbol();
    page.keyboard().press("]");
    assertThat(page.locator("#symbol")).not().hasValue(first);
    screen.isLive();
    return screen.symbol();
  }

  @Test
  @Order(9)
  void anAuctionShowsWhatItWouldTradeAndTradesIt() throws Exception {
    assumeTrue(demo != null, "only a demo of its own is put into an auction");
    String symbol = secondSymbol();
    String price = screen.times("1.01");
    demo.set(symbol, "--phase", "AUCTION");
    assertThat(page.locator(".phase")).containsText("auction");
    screen.limit("sell", "30", price);
    screen.send();
    screen.limit("buy", "50", price);
    String id = screen.send();
    assertThat(page.locator(".ladder .bids .mine", containing("▸"))).hasText("▸ 50");
    assertThat(page.locator("#auction")).containsText(Pattern.compile("Indicative price\\s*[0-9]"));
    assertThat(page.locator("#auction")).containsText(Pattern.compile("Would trade\\s*[0-9]"));
    for (ColorScheme theme : THEMES) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      assertEquals("[]", screen.violations(), theme + " auction");
    }
    shoot(page, "page-auction");
    demo.set(symbol, "--phase", "CONTINUOUS");
    assertThat(page.locator(".phase")).containsText("continuous");
    assertThat(page.locator("#auction")).hasCount(0);
    page.locator("#tab-fills").click();
    assertThat(page.locator("#list")).containsText("#" + id);
    screen.cancelAll();
  }

  private static Page.LocatorOptions containing(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  // ---- what is shown

  @Test
  @Order(10)
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
  @Order(11)
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

  @Test
  @Order(12)
  void theDocumentIsUpdatedAtMostTwentyTimesASecond() {
    screen.forgetUpdates();
    page.waitForTimeout(WATCH_MILLIS);
    int most = screen.mostUpdatesInASecond();
    int all = screen.updates();
    System.out.println("updates: " + all + " in 10 s, at most " + most + " in any second");
    System.out.println("health: " + page.locator(".health").innerText().replace('\n', ' '));
    assertTrue(all > 5, "the page stands still");
    assertTrue(most <= UPDATES_MAX, most + " updates in a second");
  }

  @Test
  @Order(13)
  void theHeapStaysFlat() throws Exception {
    int seconds = Integer.getInteger("page.seconds", 15);
    CDPSession session = page.context().newCDPSession(page);
    page.waitForTimeout(WATCH_MILLIS);
    Heap before = Heap.of(session);
    Heap after = before;
    System.out.println("heap in bytes, of it what the scripts hold: " + before);
    for (int i = 1; i <= HEAP_SAMPLES; i++) {
      page.waitForTimeout(seconds * 1_000.0 / HEAP_SAMPLES);
      after = Heap.of(session);
      System.out.println("heap after " + seconds * i / HEAP_SAMPLES + " s: " + after);
    }
    assertTrue(after.used() < before.used() + CODE_MAX_BYTES, "grew to " + after);
    assertTrue(after.own() < before.own() + OWN_SLACK_BYTES, "grew to " + after);
  }

  @Test
  @Order(14)
  void axeFindsNothingInEitherTheme() throws Exception {
    screen.limit("buy", "20", screen.farBid());
    screen.send();
    for (ColorScheme theme : THEMES) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      for (String tab : List.of("fills", "rejections", "working")) {
        page.locator("#tab-" + tab).click();
        assertEquals("[]", screen.violations(), theme + " " + tab);
      }
      page.locator("tr[data-order] .amend").first().click();
      assertEquals("[]", screen.violations(), theme + " amending");
      page.locator("tr.amending button").last().click();
      for (String button : List.of("#kill", "#keys")) {
        page.locator(button).click();
        assertThat(page.locator("dialog")).isVisible();
        assertEquals("[]", screen.violations(), theme + " dialog of " + button);
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
      }
    }
  }

  @Test
  @Order(15)
  void aCutConnectionIsToldAndComesBack() throws Exception {
    String update = page.locator("#book-update").textContent();
    wire.cut();
    assertThat(page.locator("#link")).containsText("Reconnecting");
    assertThat(page.locator(".app")).hasClass(Pattern.compile(".*\\bold\\b.*"));
    assertEquals("[]", screen.violations(), "cut");
    wire.mend();
    screen.isLive();
    assertThat(page.locator("#book-update")).not().hasText(update);
    screen.limit("buy", "20", screen.farBid());
    screen.send();
  }

  @Test
  @Order(16)
  void nothingJumps() {
    System.out.println("layout shift: " + shift + " at most on any load so far");
    assertTrue(shift < SHIFT_MAX, shift + ": " + screen.shifted());
    Screen phone = phone(ColorScheme.LIGHT);
    phone.page.waitForTimeout(WATCH_MILLIS / 4.0);
    System.out.println("layout shift on a phone: " + phone.shift());
    assertTrue(phone.shift() < SHIFT_MAX, "phone " + phone.shift() + ": " + phone.shifted());
    assertFalse(
        (boolean) phone.page.evaluate("() => document.documentElement.scrollWidth > innerWidth"),
        "the phone's page is wider than the phone");
    phone.page.close();
  }

  // ---- pictures

  @Test
  @Order(17)
  @EnabledIfSystemProperty(named = "page.shots", matches = ".+")
  void pictures() {
    screen.limit("buy", "30", screen.farBid());
    screen.send();
    screen.limit("buy", "20", screen.best("bids").toPlainString());
    screen.send();
    page.mouse().move(0, 0);
    for (ColorScheme theme : THEMES) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      page.locator(theme == ColorScheme.DARK ? "#tab-rejections" : "#tab-working").click();
      page.waitForTimeout(500);
      shoot(page, "page-" + theme.name().toLowerCase(Locale.ROOT));
    }
    Screen phone = phone(ColorScheme.DARK);
    phone.page.waitForTimeout(2_000);
    shoot(phone.page, "page-phone");
    phone.page.close();
  }

  private static void shoot(Page of, String name) {
    String folder = System.getProperty("page.shots");
    if (folder != null) {
      of.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
    }
  }
}
