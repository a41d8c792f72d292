package dev.crossfade.server.demo;

/** How a demonstration ended. */
public enum Outcome {
  /** Everything demanded was proven. */
  PROVEN,
  /** It came to the proof, and something demanded does not hold. */
  NOT_PROVEN,
  /** It was asked to stop before everything was proven. */
  STOPPED
}
