package dev.crossfade.engine.capture;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.spi.source.SourceLog;
import dev.crossfade.spi.target.ProgressStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises the alarm when rows were updated or deleted without the log telling. The numbers at the
 * first look are facts of the target; once they have grown, that is a fact too, and stays one.
 */
final class UnseenChanges {

  private static final Logger LOG = LoggerFactory.getLogger(UnseenChanges.class);
  private static final String GROWN = "grown";

  private final String source;
  private final ProgressStore progress;

  UnseenChanges(String source, ProgressStore progress) {
    this.source = source;
    this.progress = progress;
  }

  /** Compares with the last look; tables that this run does not read raise no alarm. */
  void look(SourceLog log, Collection<TableId> tables) {
    Map<TableId, Long> changes = log.unseenChanges();
    changes.forEach(this::look);
    requireNone(tables.stream().filter(changes::containsKey).toList());
  }

  private void look(TableId table, long now) {
    Optional<String> before = progress.fact(fact(table));
    if (before.isPresent() && before.get().equals(GROWN)) {
      return;
    }
    if (before.isPresent() && now > Long.parseLong(before.get())) {
      LOG.error("rows changed unseen: source={} table={} changes={}", source, table, now);
      progress.remember(fact(table), GROWN);
    } else if (before.isEmpty() || now < Long.parseLong(before.get())) {
      progress.remember(fact(table), String.valueOf(now));
    }
  }

  /** Refuses to go on with a table of which changes were missed at any time before. */
  void requireNone(Collection<TableId> tables) {
    List<Problem> problems = new ArrayList<>();
    for (TableId table : tables) {
      if (progress.fact(fact(table)).filter(GROWN::equals).isPresent()) {
        problems.add(problem(table));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private String fact(TableId table) {
    return "log." + source + ".unseen." + table;
  }

  private Problem problem(TableId table) {
    return Problem.of(
            EngineProblem.UNSEEN_CHANGE,
            "rows of table " + table + " of source " + source + " were updated or deleted unseen",
            "the table has neither a key nor REPLICA IDENTITY FULL, so the log carries its inserts"
                + " only: the target's rows are not the source's any more",
            "add a primary key or set REPLICA IDENTITY FULL on "
                + table
                + ", then load it again in a migration of another name")
        .with("source", source)
        .with("table", table);
  }
}
