package dev.crossfade.engine.run;

import dev.crossfade.engine.Pause;
import dev.crossfade.engine.Work;
import java.util.function.BiConsumer;

/** Makes what steps pieces of work: threads, or however a simulation likes. */
@FunctionalInterface
public interface Runners {

  /**
   * A new one.
   *
   * @param onDeath hears of errors that no work handles
   */
  Runner open(BiConsumer<Work, Throwable> onDeath);

  /** One thread for each work. */
  static Runners threads(String migration) {
    return onDeath ->
        new ThreadRunner("crossfade-" + migration + "-", migration, Pause.REAL, onDeath);
  }
}
