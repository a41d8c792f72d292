package dev.crossfade.engine.cutover;

import dev.crossfade.core.compare.Verdict;
import java.util.List;
import java.util.Map;

/**
 * Compares production with the sources in the shortest time: before writes are held it finds all
 * equal as of some moment, behind the fences it looks at what has changed since. One thread at a
 * time; whoever is interrupted ends soon.
 */
public interface DeltaComparison {

  /**
   * Takes a baseline while writes go on, so that little is left to be compared.
   *
   * @return why that is not possible, one line each; empty when it was taken
   */
  List<String> prepare() throws InterruptedException;

  /**
   * Compares what has changed since the baseline. Both sides stand still and everything is applied.
   *
   * @param behind marks behind everything that was written in a source, by source; the target has
   *     them. What was brought back into sources that are not named is behind none
   * @return entities that are not equal, or of which that is not known, one line each; empty when
   *     all are equal
   */
  List<String> compare(Map<String, Long> behind) throws InterruptedException;

  /** Verdicts of the latest comparison behind the fences; none before it has ended. */
  List<Verdict> verdicts();

  /** Lets go of what was kept open since the baseline. Whoever compares meanwhile is waited for. */
  void end();
}
