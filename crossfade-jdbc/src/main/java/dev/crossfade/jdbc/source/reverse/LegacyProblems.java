package dev.crossfade.jdbc.source.reverse;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.SourceProblem;
import java.util.List;

/** Words for what stands in the way of writing to a source. */
public final class LegacyProblems {

  private LegacyProblems() {}

  public static Problem defaultMissing(TableId table, String column) {
    return Problem.of(
        SourceProblem.DEFAULT_MISSING,
        "New rows of %s cannot be brought back: '%s' gets no value".formatted(table, column),
        "it is NOT NULL, the table has no default for it, and nothing of the target restores it",
        "say in `reverse` of the mapping what it gets, or give the column a default");
  }

  public static Problem triggersFire(TableId table, List<String> triggers, String fix) {
    return Problem.of(
        SourceProblem.TRIGGERS_FIRE,
        "Triggers of %s would fire for rows that are brought back".formatted(table),
        String.join(", ", triggers) + " would do again what the target's row already contains",
        fix);
  }

  /** Why nothing is rehearsed on a table: what triggers do may stay when it is rolled back. */
  public static String wouldFire(List<String> triggers) {
    return "what fires there may do something that stays: " + String.join(", ", triggers);
  }

  public static Problem privilegeMissing(TableId table, String privileges, String user) {
    return Problem.of(
        SourceProblem.PRIVILEGE_MISSING,
        "User %s may not change rows of %s".formatted(user, table),
        "it has no privilege for " + privileges,
        "grant " + privileges + " on the table to it");
  }
}
