package dev.crossfade.engine.preflight;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long it takes to compare entities that have no key, which is done as a whole when rows were
 * added since the last comparison. Whether rows are added is known where the last verdict did
 * without: then none were.
 */
final class WholeComparisons {

  private final MigrationSpec spec;
  private final ProgressStore progress;

  WholeComparisons(MigrationSpec spec, ProgressStore progress) {
    this.spec = spec;
    this.progress = progress;
  }

  /** As long as their latest full passes took. */
  Duration takes() {
    Map<String, Verdict> latest =
        progress.latestVerdicts().stream()
            .collect(Collectors.toMap(Verdict::entity, verdict -> verdict));
    return spec.entities().stream()
        .filter(EntitySpec::appendOnly)
        .map(entity -> latest.get(entity.name()))
        .filter(verdict -> verdict != null && verdict.coverage().full())
        .map(verdict -> Duration.between(verdict.startedAt(), verdict.finishedAt()))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
