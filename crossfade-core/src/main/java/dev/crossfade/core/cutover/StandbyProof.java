package dev.crossfade.core.cutover;

import dev.crossfade.core.compare.Verdict;
import java.util.List;

/** What comparisons say of the hot standby, while the new stack takes the writes. Pure. */
public final class StandbyProof {

  private StandbyProof() {}

  /**
   * Why clients could not go back by that: what was not found equal. What was never compared is no
   * reason.
   *
   * @param verdicts the latest of each entity
   */
  public static List<String> hindrances(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict.result() != Verdict.Result.EQUAL)
        .map(
            verdict ->
                "%s was compared at %s: %s (%d differ, %d unsettled)"
                    .formatted(
                        verdict.entity(),
                        verdict.finishedAt(),
                        verdict.result(),
                        verdict.mismatchCount(),
                        verdict.unsettled()))
        .toList();
  }
}
