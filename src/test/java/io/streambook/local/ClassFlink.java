package io.streambook.local;

import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Flink for the tests of one class: a static field with {@code @RegisterExtension}. */
public final class ClassFlink implements BeforeAllCallback, AfterAllCallback {
  private final int slots;
  private Path folder;
  private LocalFlink flink;

  public ClassFlink(int slots) {
    this.slots = slots;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    folder = Folders.temporary("streambook-flink-it");
    flink = new LocalFlink(0, folder, slots);
    flink.start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    flink.close();
    Folders.delete(folder);
  }

  public LocalFlink local() {
    return flink;
  }

  public StreamExecutionEnvironment environment() {
    return flink.environment();
  }

  /** Where its savepoints and checkpoints lie. */
  public Path folder() {
    return folder;
  }
}
