package dev.crossfade.engine.canary;

import dev.crossfade.core.canary.DataState;
import dev.crossfade.core.canary.DataState.Parity;
import dev.crossfade.core.compare.Basis;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.core.spec.WorkloadSpec;
import dev.crossfade.engine.UnloggedCounts;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the target of a migration: how old the newest marks are that were applied, and what the
 * latest verdicts and comparisons of both stacks say. Up to one heartbeat too old; never too young.
 */
public final class TargetWatch implements DataWatch {

  private final MigrationSpec spec;
  private final Function<String, String> versions;
  private final TargetDatabase target;
  private final Clock clock;

  /**
   * @param versions of an entity's mappings, which its verdict has to be about
   */
  public TargetWatch(
      MigrationSpec spec, Function<String, String> versions, TargetDatabase target, Clock clock) {
    this.spec = spec;
    this.versions = versions;
    this.target = target;
    this.clock = clock;
  }

  @Override
  public DataState now() {
    try {
      return parity(lag());
    } catch (ProblemException e) {
      return new DataState(
          null, Parity.UNKNOWN, null, "the target cannot be asked: " + e.problem().why());
    }
  }

  /** The largest of all sources that are read; null when nobody knows of one of them. */
  private @Nullable Duration lag() {
    Set<String> sources = new TreeSet<>();
    spec.entities().forEach(entity -> sources.addAll(entity.sources()));
    Duration largest = Duration.ZERO;
    for (String source : sources) {
      Instant written =
          target.progress().streamState(source).map(StreamState::markWrittenAt).orElse(null);
      if (written == null) {
        return null;
      }
      Duration lag = Duration.between(written, clock.instant());
      largest = lag.compareTo(largest) > 0 ? lag : largest;
    }
    return sources.isEmpty() ? null : largest;
  }

  private DataState parity(@Nullable Duration lag) {
    Instant oldest = clock.instant();
    Map<String, Verdict> verdicts = new HashMap<>();
    target.progress().latestVerdicts().forEach(each -> verdicts.put(each.entity(), each));
    Map<String, Long> unlogged =
        UnloggedCounts.of(
            spec.entities().stream().map(EntitySpec::name).toList(), target.progress());
    String unknown = "";
    for (EntitySpec entity : spec.entities()) {
      Verdict verdict = verdicts.get(entity.name());
      String objection =
          verdict == null
              ? "it was never compared"
              : new Basis(versions.apply(entity.name()), unlogged.getOrDefault(entity.name(), 0L))
                  .objection(verdict);
      if (verdict == null || !objection.isEmpty()) {
        unknown = entity.name() + " is not proven to equal its sources: " + objection;
      } else if (verdict.result() == Verdict.Result.DIFFERENT) {
        return new DataState(
            lag, Parity.DIFFERENT, null, entity.name() + " differs from its sources");
      } else if (verdict.result() == Verdict.Result.EQUAL) {
        oldest = earlier(oldest, verdict.provenAt());
      } else {
        unknown = entity.name() + " is not proven to equal its sources" + because(verdict);
      }
    }
    return shadows(lag, oldest, unknown);
  }

  private DataState shadows(@Nullable Duration lag, Instant proven, String unproven) {
    Map<String, ShadowResult> latest = target.shadows().latest();
    Instant oldest = proven;
    String unknown = unproven;
    for (WorkloadSpec workload : spec.shadow().workloads()) {
      if (workload.traits().severity() == Severity.ERROR) {
        ShadowResult result = latest.get(workload.name());
        Outcome outcome = result == null ? Outcome.UNKNOWN : result.outcome();
        if (outcome == Outcome.DIFFERENT || outcome == Outcome.FAILING) {
          return new DataState(
              lag, Parity.DIFFERENT, null, "both stacks differ in " + workload.name());
        }
        if (result == null || outcome == Outcome.UNKNOWN) {
          unknown = "nobody knows whether both stacks say the same to " + workload.name();
        } else {
          oldest = earlier(oldest, result.startedAt());
        }
      }
    }
    return unknown.isEmpty()
        ? new DataState(
            lag,
            Parity.EQUAL,
            Duration.between(oldest, clock.instant()),
            spec.entities().size() + " entities equal their sources")
        : new DataState(lag, Parity.UNKNOWN, null, unknown);
  }

  private static String because(Verdict verdict) {
    return verdict.hindrance().isEmpty() ? "" : ": " + verdict.hindrance();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
