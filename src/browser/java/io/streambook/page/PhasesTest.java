package io.streambook.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Phases and rules that an operator changes meanwhile. */
final class PhasesTest extends PageSteps {
  @Test
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

  @Test
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

  /** Goes on to it; the first one stays as it is. */
  private String secondSymbol() {
    String first = screen.symbol();
    page.keyboard().press("]");
    assertThat(page.locator("#symbol")).not().hasValue(first);
    screen.isLive();
    return screen.symbol();
  }

  private static Page.LocatorOptions containing(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
