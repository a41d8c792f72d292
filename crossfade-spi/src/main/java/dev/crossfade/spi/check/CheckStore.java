package dev.crossfade.spi.check;

import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import java.util.List;
import java.util.Map;

/** What checks have found, kept beside the data. Thread-safe. */
public interface CheckStore {

  /**
   * Of what is published, so many runs are kept; older ones are forgotten, but for those in which
   * some check was asked last.
   */
  int KEPT = 1_000;

  /** Of what is in staging, so many runs keep keys of rows. */
  int KEYS_OF_LOADS = 100;

  /**
   * Keeps a run, with keys of rows that did not pass. One of the same id is replaced.
   *
   * @throws dev.crossfade.core.problem.ProblemException where nothing was prepared
   */
  void record(CheckRun run);

  /**
   * The latest result of every check about what is published, by check; empty where nothing was
   * prepared. What was found in staging is no such result.
   */
  Map<String, Latest> latest();

  /**
   * A result and what it is about.
   *
   * @param mappingVersion the mappings that were used
   */
  record Latest(CheckResult result, String mappingVersion) {

    /** The result as it counts for these mappings: what was found with others is stale. */
    public CheckResult by(String version) {
      return mappingVersion.equals(version)
          ? result
          : result.as(CheckState.STALE, said() + " with another version of the mappings");
    }

    private String said() {
      return result.state() == CheckState.PASSED ? "passed" : "was " + result.state();
    }
  }

  /** Runs, newest first. */
  List<CheckRun> runs(int most);

  /** Results of a check, newest first. */
  List<CheckResult> history(String check, int most);
}
