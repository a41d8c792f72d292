package dev.crossfade.server.wiring;

import dev.crossfade.core.plan.RefusedTable;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the look at a source before a run found, sorted by what it means. A problem that names a
 * table stops that table only; one marked as not blocking stops nothing; any other stops the run.
 *
 * @param refused tables that cannot be migrated as they are
 * @param notes worth knowing, nothing more
 */
record Findings(List<RefusedTable> refused, List<Problem> notes) {
  Findings {
    refused = List.copyOf(refused);
    notes = List.copyOf(notes);
  }

  /**
   * Sorts the problems of a source.
   *
   * @throws ProblemException with everything that stops the source as a whole
   */
  static Findings sort(String source, List<Problem> problems) {
    List<RefusedTable> refused = new ArrayList<>();
    List<Problem> notes = new ArrayList<>();
    List<Problem> fatal = new ArrayList<>();
    for (Problem problem : problems) {
      String table = table(problem);
      if ("false".equals(problem.context().get("blocking"))) {
        notes.add(problem);
      } else if (table != null) {
        refused.add(new RefusedTable(source, TableId.parse(table), problem));
      } else {
        fatal.add(problem);
      }
    }
    if (!fatal.isEmpty()) {
      throw new ProblemException(fatal);
    }
    return new Findings(refused, notes);
  }

  /** The same without what was found about tables of which it is known already. */
  Findings without(Map<String, Set<TableId>> known) {
    return new Findings(
        refused.stream()
            .filter(each -> !known.getOrDefault(each.source(), Set.of()).contains(each.table()))
            .toList(),
        notes);
  }

  private static @Nullable String table(Problem problem) {
    return problem.context().get("table");
  }
}
