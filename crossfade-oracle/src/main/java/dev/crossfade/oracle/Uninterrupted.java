package dev.crossfade.oracle;

import java.io.IOException;

/**
 * Endings that an interruption must not cut short: a journal that is closed while its writers still
 * write, or a file channel that an interruption closes, would lose what was acknowledged. The
 * interruption is kept for the caller.
 */
public final class Uninterrupted {

  private Uninterrupted() {}

  /** Something that reads or writes a file. */
  @FunctionalInterface
  public interface FileAction {
    void run() throws IOException;
  }

  /** Waits until the thread has ended. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    restore(interrupted);
  }

  /** Does something to a file to the end. */
  public static void act(FileAction action) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      action.run();
    } finally {
      restore(interrupted);
    }
  }

  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
