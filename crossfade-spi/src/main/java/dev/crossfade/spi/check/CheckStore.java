package dev.crossfade.spi.check;

import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import java.util.List;
import java.util.Map;

/** What checks have found, kept beside the data. Thread-safe. */
public interface CheckStore {

  /**
   * Keeps a run. One of the same id is replaced.
   *
   * @throws dev.crossfade.core.problem.ProblemException where nothing was prepared
   */
  void record(CheckRun run);

  /**
   * The latest result of every check about what is published, by check; empty where nothing was
   * prepared. What was found in staging is no such result.
   */
  Map<String, CheckResult> latest();

  /** Runs, newest first. */
  List<CheckRun> runs(int most);

  /** Results of a check, newest first. */
  List<CheckResult> history(String check, int most);
}
