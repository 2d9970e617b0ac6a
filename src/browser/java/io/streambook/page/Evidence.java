package io.streambook.page;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;

/** What the page showed when a step failed: its text in the log, its picture in a file. */
final class Evidence implements AfterEachCallback, LifecycleMethodExecutionExceptionHandler {
  private static final Path FOLDER = Path.of("target", "page-failures");

  private final Supplier<Page> page;

  /**
   * @param page the open one; null as long as there is none
   */
  Evidence(Supplier<Page> page) {
    this.page = page;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      keep(context.getRequiredTestMethod().getName());
    }
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    keep("start");
    throw failure;
  }

  private void keep(String name) {
    Page shown = page.get();
    if (shown == null) {
      System.out.println(name + " failed before a page was open");
      return;
    }
    try {
      Path picture = FOLDER.resolve(name + ".png");
      System.out.println(name + " failed, " + picture + " is a picture. The page showed:");
      System.out.println(shown.locator("body").innerText().replaceAll("\\s*\n\\s*", " | "));
      shown.screenshot(new Page.ScreenshotOptions().setPath(picture));
    } catch (PlaywrightException e) {
      System.out.println("The page tells no more: " + e.getMessage());
    }
  }
}
