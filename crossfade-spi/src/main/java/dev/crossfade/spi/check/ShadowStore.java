package dev.crossfade.spi.check;

import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowRun;
import java.util.List;
import java.util.Map;

/** What comparisons of both stacks have found, kept beside the data. Thread-safe. */
public interface ShadowStore {

  /** So many runs are kept; older ones are forgotten. */
  int KEPT = 500;

  /**
   * Keeps a run, without values of rows. One of the same id is replaced.
   *
   * @throws dev.crossfade.core.problem.ProblemException where nothing was prepared
   */
  void record(ShadowRun run);

  /** Runs, newest first; empty where nothing was prepared. */
  List<ShadowRun> runs(int most);

  /** The latest result about every subject, by subject; empty where nothing was prepared. */
  Map<String, ShadowResult> latest();
}
