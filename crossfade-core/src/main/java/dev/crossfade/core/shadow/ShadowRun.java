package dev.crossfade.core.shadow;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One time that both stacks were asked.
 *
 * @param id of the run
 * @param mappingVersion version of the mappings that were in use
 * @param startedAt when it began
 * @param finishedAt when it ended
 * @param results in the order of the specification
 */
public record ShadowRun(
    String id,
    String mappingVersion,
    Instant startedAt,
    Instant finishedAt,
    List<ShadowResult> results) {

  public ShadowRun {
    startedAt = startedAt.truncatedTo(ChronoUnit.MILLIS);
    finishedAt = finishedAt.truncatedTo(ChronoUnit.MILLIS);
    results = List.copyOf(results);
  }

  /** The same as it is kept: without values. */
  public ShadowRun withoutExamples() {
    return new ShadowRun(
        id,
        mappingVersion,
        startedAt,
        finishedAt,
        results.stream().map(ShadowResult::withoutExamples).toList());
  }
}
