package io.streambook.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts the stack, writes down the processes it made, and waits to be killed. */
final class StackHolder {
  private StackHolder() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    LocalStack stack = LocalStack.start(folder, 0, 0, 0);
    Path pids = Files.createTempFile(folder, "pids", "");
    Files.writeString(
        pids,
        stack.kafka().process().pid()
            + "\n"
            + stack.registry().process().pid()
            + "\n"
            + stack.postgres().pid()
            + "\n");
    stack.registry().freeze();
    stack.postgres().freeze();
    Files.move(pids, folder.resolve("pids"));
    new CountDownLatch(1).await();
  }
}
