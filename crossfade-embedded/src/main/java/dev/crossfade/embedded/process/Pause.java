package dev.crossfade.embedded.process;

/** Waiting between two looks at a process. */
final class Pause {

  private Pause() {}

  static void millis(long millis, String activity) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw Interrupted.during(activity);
    }
  }
}
