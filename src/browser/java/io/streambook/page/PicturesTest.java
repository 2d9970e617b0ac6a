package io.streambook.page;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The pictures of the README. */
final class PicturesTest extends PageSteps {
  @Test
  @EnabledIfSystemProperty(named = "page.shots", matches = ".+")
  void pictures() {
    screen.buyAtMarket("20");
    screen.limit("buy", "20", screen.times("3"));
    screen.sendAnyway();
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
}
