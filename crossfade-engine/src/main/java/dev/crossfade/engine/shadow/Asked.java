package dev.crossfade.engine.shadow;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.shadow.RowSet;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import java.util.Set;

/** What one stack said to a workload. */
sealed interface Asked {

  /**
   * Rows.
   *
   * @param rows all of them
   * @param micros how long it took
   */
  record Answered(RowSet rows, long micros) implements Asked {}

  /**
   * An error of what was asked.
   *
   * @param error class of the SQLSTATE, or {@code timeout}
   */
  record Failed(String error) implements Asked {}

  /**
   * Nothing from which anything follows.
   *
   * @param why in a sentence
   */
  record Silent(String why) implements Asked {}

  /** Connection, resources, rollback, locks, system: not an error of what was asked. */
  Set<String> INFRASTRUCTURE = Set.of("08", "40", "53", "55", "57", "58", "??");

  /** What is too slow has failed. */
  String TIMEOUT = "timeout";

  static Asked of(Answer answer, long micros) {
    return answer.extent() == Answer.Extent.CUT
        ? new Silent("it answers with more than " + answer.rows().size() + " rows")
        : new Answered(new RowSet(answer.columns(), answer.rows()), micros);
  }

  static Asked of(ProblemException e) {
    String state = e.problem().context().get(Inquiry.STATE);
    if (state == null || state.length() < 2) {
      return new Silent(e.problem().what() + " " + e.problem().why());
    }
    String group = state.substring(0, 2);
    if (state.equals("57014") || group.equals("70")) {
      return new Failed(TIMEOUT);
    }
    boolean transientVendor = group.equals("HY") && e.problem().code().kind() == Kind.TRANSIENT;
    return INFRASTRUCTURE.contains(group) || transientVendor
        ? new Silent(e.problem().what() + ": " + e.problem().why())
        : new Failed(group);
  }
}
