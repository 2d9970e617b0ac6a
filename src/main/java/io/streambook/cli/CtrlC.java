package io.streambook.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ctrl-C as a wish to finish, not as the end: the first one asks, the second one exits. */
final class CtrlC {
  private static final int EXIT_CODE = 130; // 128 + SIGINT, as shells expect

  private CtrlC() {}

  /**
   * From now on the first Ctrl-C runs this instead of ending the process.
   *
   * <p>By reflection, because the compiler warns of {@code sun.misc.Signal} whatever one says. A
   * shutdown hook would not do: libraries take down with theirs what is still in use.
   */
  static void onFirst(Runnable finish) {
    AtomicBoolean asked = new AtomicBoolean();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              CtrlC.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (!method.getName().equals("handle")) {
                  return method.invoke(asked, arguments);
                }
                if (asked.compareAndSet(false, true)) {
                  finish.run();
                } else {
                  System.exit(EXIT_CODE);
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java lets nobody handle Ctrl-C", e);
    }
  }
}
