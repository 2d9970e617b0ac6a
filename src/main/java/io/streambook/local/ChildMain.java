package io.streambook.local;

import java.io.IOException;
import java.util.Arrays;

/**
 * The main class of a child JVM: runs the main class named by its first argument, and ends the JVM
 * when its standard input does. The other end of that pipe belongs to the parent alone, so the
 * operating system closes it even when the parent is killed.
 */
public final class ChildMain {
  private static final long HALT_AFTER_MS = 10_000;

  private ChildMain() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    daemon("parent-watch", ChildMain::exitWithParent);
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
  }

  private static void exitWithParent() {
    try {
      while (System.in.read() >= 0) {
        // The parent writes nothing; only the end of the stream matters.
      }
    } catch (IOException broken) {
      System.err.println("lost the pipe to the parent: " + broken);
    }
    daemon("halt", ChildMain::haltWhenExitHangs);
    System.exit(1);
  }

  private static void haltWhenExitHangs() {
    try {
      Thread.sleep(HALT_AFTER_MS);
    } catch (InterruptedException e) {
      System.err.println("interrupted, so halting now");
    }
    Runtime.getRuntime().halt(1);
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
