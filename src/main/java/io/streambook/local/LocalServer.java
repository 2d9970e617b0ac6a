package io.streambook.local;

/**
 * A server of the embedded stack, as an accident sees it. For one thread at a time. What is killed
 * keeps its data; what is frozen also goes on when this process ends.
 */
public interface LocalServer {
  /**
   * Starts it, for the first time or after it was killed. What serves alone is ready on return; a
   * part of a cluster may still have to join it.
   */
  void start();

  /** Kills it as a crash would. */
  void kill();

  /** Stops it from running, as a machine that hangs does; its connections stay open. */
  void freeze();

  /** Lets it go on after {@link #freeze}. */
  void resume();
}
