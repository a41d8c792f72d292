package dev.crossfade.engine.run;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.Task;
import dev.crossfade.spi.source.ChangeCapture;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Removes what the sources were captured with, since nothing follows them ever again: connectors,
 * topics, slots, publications and marks. A log that nobody reads would be kept by its source for
 * ever. What can be removed is removed, also when some source cannot be reached.
 */
final class CaptureRetirement implements Task {

  private final Map<String, SourceDatabase> sources;
  private final Map<String, ChangeCapture> captures;

  CaptureRetirement(RunInputs inputs) {
    this.sources = inputs.sources();
    this.captures = new TreeMap<>(inputs.captures());
  }

  @Override
  public Outcome<String> look() {
    List<Problem> problems = new ArrayList<>();
    captures.forEach(
        (source, capture) -> {
          try {
            remove(source, capture);
          } catch (ProblemException e) {
            problems.add(e.problem());
          }
        });
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return new Outcome.Done<>("not captured: " + String.join(", ", captures.keySet()));
  }

  /** The log last: while a connector goes on it would read it. */
  private void remove(String source, ChangeCapture capture) {
    capture.remove();
    SourceDatabase database = sources.get(source);
    if (database != null) {
      database.log().remove();
    }
  }
}
