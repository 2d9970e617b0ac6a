package io.streambook.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What axe-core finds. */
final class AccessibilityTest extends PageSteps {
  @Test
  void axeFindsNothingInEitherTheme() throws Exception {
    screen.buyAtMarket("20");
    screen.limit("buy", "20", screen.times("3"));
    screen.sendAnyway();
    screen.limit("buy", "20", screen.farBid());
    screen.send();
    assertThat(page.locator("#tab-rejections .count")).not().hasText("0");
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
}
