package dev.crossfade.engine.run;

import dev.crossfade.core.problem.Problem;

/** Hears that a source cannot be followed any more. */
@FunctionalInterface
interface SourceFailure {

  /**
   * @param source name of the source
   * @param task the task of it that stopped
   */
  void stopped(String source, String task, Problem problem);
}
