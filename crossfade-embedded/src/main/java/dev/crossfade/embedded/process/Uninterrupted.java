package dev.crossfade.embedded.process;

/** A stretch of work that interruptions do not cut short; they are kept for afterwards. */
final class Uninterrupted implements AutoCloseable {

  private boolean interrupted;

  private Uninterrupted() {
    interrupted = Thread.interrupted();
  }

  static Uninterrupted begin() {
    return new Uninterrupted();
  }

  /** Sleeps, shorter when somebody interrupts. */
  void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      interrupted = true;
    }
  }

  /** Waits for the end of a process that ends by itself. */
  void await(Process process) {
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  @Override
  public void close() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
