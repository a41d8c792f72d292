package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Verdict;

/** A way to compare published entities with their sources while the streams go on. */
@FunctionalInterface
public interface EntityComparison {

  /**
   * Compares one published entity and records the verdict.
   *
   * @param entity its name
   * @throws InterruptedException when the thread is interrupted; nothing is recorded then
   */
  Verdict verify(String entity) throws InterruptedException;
}
