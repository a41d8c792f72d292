package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.SourceProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/**
 * Judges where a slot stands. It only moves forward, and never past what capture has stored: a slot
 * that does not was created again or came out of a backup.
 */
final class PostgresGaps {

  private final String slot;
  private final String label;

  PostgresGaps(String slot, String label) {
    this.slot = slot;
    this.label = label;
  }

  List<Problem> problems(String seen, String now, @Nullable String captured) {
    List<Problem> problems = new ArrayList<>();
    if (seen.isEmpty() || now.isEmpty()) {
      return problems;
    }
    if (before(now, seen)) {
      problems.add(gap("it stands at " + now + ", before " + seen + " where it stood earlier"));
    }
    if (captured == null) {
      return problems;
    }
    if (captured.isEmpty()) {
      if (before(seen, now)) {
        problems.add(
            gap("it moved from " + seen + " to " + now + ", but capture has stored no position"));
      }
    } else if (before(captured, now)) {
      problems.add(gap("it begins at " + now + ", after " + captured + " where capture ended"));
    }
    return problems;
  }

  private static boolean before(String one, String other) {
    return Long.compareUnsigned(
            LogSequenceNumber.valueOf(one).asLong(), LogSequenceNumber.valueOf(other).asLong())
        < 0;
  }

  private Problem gap(String why) {
    return of(slot, label, why + ": it was created again, or the server was restored");
  }

  /** A gap in the log of a source. */
  static Problem of(String slot, String label, String why) {
    return Problem.of(
            SourceProblem.LOG_GAP,
            "The log of source " + label + " has a gap: slot " + slot + " is lost",
            why,
            "changes since then cannot be read from the log: reload the affected entities in a"
                + " migration of another name")
        .with("slot", slot);
  }
}
