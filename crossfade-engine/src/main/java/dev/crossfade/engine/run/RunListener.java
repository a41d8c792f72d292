package dev.crossfade.engine.run;

import java.time.Instant;

/** Hears what happens in a run, on the run's threads; must be quick and thread-safe. */
@FunctionalInterface
public interface RunListener {

  /** Hears nothing. */
  RunListener SILENT = (at, event) -> {};

  void on(Instant at, RunEvent event);
}
