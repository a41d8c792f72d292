package dev.crossfade.engine.shadow;

import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.WorkloadSpec;
import dev.crossfade.engine.verify.FreshnessProbe;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Everybody who takes part in a comparison of both stacks.
 *
 * @param spec what was said
 * @param sources by name
 * @param target where production is
 * @param probe waits until what the sources have shown is published
 * @param settings how to ask
 * @param clock the time
 * @param nanos measures how long something takes
 */
public record ShadowParties(
    MigrationSpec spec,
    Map<String, SourceDatabase> sources,
    TargetDatabase target,
    FreshnessProbe probe,
    ShadowSettings settings,
    Clock clock,
    LongSupplier nanos) {

  public ShadowParties {
    sources = Map.copyOf(sources);
  }

  SourceDatabase source(WorkloadSpec workload) {
    return Objects.requireNonNull(sources.get(workload.source()), workload.source());
  }

  /** The sources that feed what the new stack is asked for, and the one that is asked. */
  Set<String> fenced(WorkloadSpec workload) {
    Set<String> followed = new TreeSet<>();
    spec.entities().forEach(each -> followed.addAll(each.sources()));
    Set<String> wanted = new TreeSet<>();
    workload.entities().stream()
        .filter(entity -> spec.entity(entity).isPresent())
        .forEach(entity -> wanted.addAll(probe.sources(entity)));
    if (wanted.isEmpty()) {
      return followed;
    }
    if (followed.contains(workload.source())) {
      wanted.add(workload.source());
    }
    return wanted;
  }
}
