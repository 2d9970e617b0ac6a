package io.streambook.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A line that is cut. */
final class ConnectionTest extends PageSteps {
  @Test
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
}
