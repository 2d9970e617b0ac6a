package io.streambook.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The demo, the line to it and the browser, which all tests share: the first one starts them, they
 * end after the last. {@code -Dpage.url} takes a running demo instead, {@code -Dpage.rate} says how
 * many orders a second an own one makes.
 */
final class Session implements AutoCloseable {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(Session.class);

  /** Without a sandbox, which root in a container can't have, and without its small /dev/shm. */
  private static final List<String> FLAGS =
      List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");

  private final RunningDemo demo;
  private final Wire wire;
  private final Playwright playwright;
  private final Browser browser;

  /** Gives a test the one that all share. */
  static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Session.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Session.class);
    }
  }

  Session() throws Exception {
    String given = System.getProperty("page.url");
    demo = given == null ? new RunningDemo(System.getProperty("page.rate", "100")) : null;
    wire = new Wire(given == null ? demo.page() : URI.create(given));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(System.getProperty("page.chromium")))
                    .setArgs(FLAGS));
    PlaywrightAssertions.setDefaultAssertionTimeout(Screen.PATIENCE_MILLIS);
  }

  /** Null when a running one was given. */
  RunningDemo demo() {
    return demo;
  }

  Wire wire() {
    return wire;
  }

  /** A window, with nothing in it yet. */
  Screen screen(int width, int height, ColorScheme theme) {
    return new Screen(browser, width, height, theme);
  }

  @Override
  public void close() throws IOException {
    playwright.close();
    wire.close();
    if (demo != null) {
      demo.close();
    }
  }
}
