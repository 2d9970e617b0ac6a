package io.streambook.local;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The stack that all integration tests of a JVM share: {@code @ExtendWith(Stack.class)} and a
 * parameter of this type. The first test that asks for it starts it; it ends after the last. Tests
 * keep apart by a topic prefix and a database of their own; whoever stops a part starts it again.
 */
public final class Stack implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(Stack.class);
  private static final AtomicInteger NEXT = new AtomicInteger();

  private LocalStack local;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return of(context);
  }

  /** For an extension that builds on it. */
  public static Stack of(ExtensionContext context) {
    Stack stack = new Stack();
    stack.local = context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Shared.class).local;
    return stack;
  }

  public LocalKafka kafka() {
    return local.kafka();
  }

  public LocalRegistry registry() {
    return local.registry();
  }

  public LocalPostgres postgres() {
    return local.postgres();
  }

  public String brokers() {
    return kafka().brokers();
  }

  /** A topic prefix that no other test has. */
  public String newPrefix() {
    return "t" + NEXT.incrementAndGet() + "-";
  }

  /** The JDBC URL of a new, empty database. */
  public String newDatabase() {
    String name = "t" + NEXT.incrementAndGet();
    postgres().createDatabase(name);
    return postgres().url(name);
  }

  /** JUnit closes it with the root context. */
  static final class Shared implements AutoCloseable {
    private final Path folder = Folders.temporary("streambook-it");
    private final LocalStack local = LocalStack.start(folder, 0, 0, 0);

    @Override
    public void close() {
      local.close();
      Folders.delete(folder);
    }
  }
}
