package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.TargetDatabase;

/**
 * A decision about a held table takes effect.
 *
 * @param target where it is held
 * @param table as it was when somebody decided
 */
record Release(TargetDatabase target, HeldTable table) {

  /**
   * Notes the decision and lets the table go on.
   *
   * @param versions of its mappings by which it is to; empty means any
   * @throws ProblemException when it is held for something else by now, of which nobody decided
   */
  void decided(String decision, String reason, String versions) {
    String label = DriftDesk.label(table);
    target.acts().decide(label, decision, Processes.user(), reason);
    if (!target.holds().release(table, versions)) {
      throw Problem.of(
              ServerProblem.DECIDED_BEFORE,
              "Table " + label + " is not held any more for what was decided about.",
              "It was altered again, or let go, after it was looked at: " + table.reason(),
              "crossfade drift list shows what it is held for now; decide about that.")
          .raise();
    }
  }
}
