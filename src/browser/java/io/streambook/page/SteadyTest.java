package io.streambook.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** A page that stays open while the venue trades. */
final class SteadyTest extends PageSteps {
  private static final int UPDATES_MAX = 20;
  private static final int WATCH_MILLIS = 10_000;
  private static final int HEAP_SAMPLES = 5;

  /** The engine goes on compiling what runs often, for minutes. */
  private static final long CODE_MAX_BYTES = 2L << 20;

  /** Ten bytes for each update of the document in ten minutes. */
  private static final long OWN_SLACK_BYTES = 128L << 10;

  @Test
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
  void nothingJumpsOnAPhoneNorIsWiderThanIt() {
    Screen phone = phone(ColorScheme.LIGHT);
    phone.page.waitForTimeout(WATCH_MILLIS / 4.0);
    nothingHasJumped(phone);
    assertFalse(phone.isTooWide());
    phone.page.close();
  }
}
