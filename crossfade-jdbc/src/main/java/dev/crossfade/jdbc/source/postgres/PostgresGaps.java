package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.source.SourceProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/**
 * Judges where a slot stands. It never moves past what capture has stored: a slot that does was
 * created again. It moves back when its server crashes, since a server writes down where slots
 * stand only now and then; that only means that changes come again. It is a gap when the log itself
 * has gone back: then the server came out of a backup.
 */
final class PostgresGaps {

  private final String slot;
  private final String label;
  private final Supplier<String> end;

  /**
   * @param end asks where the server's log ends now
   */
  PostgresGaps(String slot, String label, Supplier<String> end) {
    this.slot = slot;
    this.label = label;
    this.end = end;
  }

  List<Problem> problems(String seen, String now, @Nullable String captured) {
    List<Problem> problems = new ArrayList<>();
    if (seen.isEmpty() || now.isEmpty()) {
      return problems;
    }
    if (before(now, seen)) {
      String last = end.get();
      if (before(last, seen)) {
        problems.add(
            gap("the log ends at " + last + ", before " + seen + " where the slot stood earlier"));
      }
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
