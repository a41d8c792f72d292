package dev.crossfade.core.plan;

import dev.crossfade.core.phase.StepKind;
import java.util.List;

/**
 * One step of a run.
 *
 * @param number place in the plan, from 1
 * @param kind what it does
 * @param subjects the sources, tables or entities it is about; none where nothing is left to do for
 *     any
 * @param what one sentence for people
 * @param rows estimated rows it moves or compares, -1 where that means nothing or is unknown
 * @param bytes estimated bytes likewise
 */
public record Step(
    int number, StepKind kind, List<String> subjects, String what, long rows, long bytes) {

  public Step {
    subjects = List.copyOf(subjects);
  }

  /** What it is about, in one line. */
  public String subject() {
    return String.join(", ", subjects);
  }
}
