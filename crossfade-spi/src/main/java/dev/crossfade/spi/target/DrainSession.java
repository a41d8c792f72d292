package dev.crossfade.spi.target;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.problem.Outcome;
import java.util.List;

/** An apply session over held changes. */
public interface DrainSession extends ApplySession {

  /**
   * Takes the oldest held changes of an entity, in order; they are gone with the commit.
   *
   * @param max most changes
   * @param weight about the most characters and bytes that they hold on to together; one change is
   *     taken however heavy it is
   * @return empty when none is held
   */
  List<EntityChange> take(String entity, int max, long weight);

  /** Commits what was applied and removes what was taken. */
  Outcome<Void> commit();
}
