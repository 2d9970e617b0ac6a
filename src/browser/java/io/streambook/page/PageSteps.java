package io.streambook.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The page as a trader uses it, in a browser, against the demo. {@code -Dpage.shots} is a folder
 * for pictures, {@code -Dpage.seconds} says for how long the heap is watched.
 *
 * <p>Each step begins with the page loaded anew and without orders, waits for what it is about,
 * however long a slow machine takes, and nothing on the page has jumped at its end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Session.Shared.class)
abstract class PageSteps {
  static final List<ColorScheme> THEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

  private static final double SHIFT_MAX = 0.02;

  @RegisterExtension
  final Evidence evidence = new Evidence(() -> this.screen == null ? null : this.screen.page);

  /** Null when a running one was given. */
  RunningDemo demo;

  Wire wire;
  Screen screen;
  Page page;
  private Session session;

  @BeforeAll
  void open(Session shared) {
    session = shared;
    demo = shared.demo();
    wire = shared.wire();
    screen = shared.screen(1_280, 800, ColorScheme.LIGHT);
    page = screen.page;
    screen.open(wire.url());
  }

  @BeforeEach
  void begin() {
    screen.begin();
  }

  @AfterEach
  void nothingHasJumped() {
    nothingHasJumped(screen);
  }

  @AfterAll
  void close() {
    if (page != null) {
      page.close();
    }
  }

  final Screen phone(ColorScheme theme) {
    Screen phone = session.screen(390, 844, theme);
    phone.open(wire.url());
    return phone;
  }

  /** Since it was loaded. */
  static void nothingHasJumped(Screen of) {
    System.out.println("layout shift: " + of.shift());
    assertTrue(of.shift() < SHIFT_MAX, of.shift() + ": " + of.shifted());
  }

  static void shoot(Page of, String name) {
    String folder = System.getProperty("page.shots");
    if (folder != null) {
      of.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
    }
  }
}
