package dev.crossfade.engine.run;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.LostColumns;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.engine.Task;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares production with the sources, once they are followed. What it found is its result. */
final class Verifying implements Task {

  private final Verification verification;
  private final BooleanSupplier followed;
  private final List<EntitySpec> entities;
  private final List<String> lost;
  private @Nullable Thread thread;

  /**
   * @param followed whether the sources are
   * @param entities of the specification; what there is no verdict of is named in the result
   * @param lost columns of the target from which nothing would come back to the sources
   */
  Verifying(
      Verification verification,
      BooleanSupplier followed,
      List<EntitySpec> entities,
      List<String> lost) {
    this.verification = verification;
    this.followed = followed;
    this.entities = List.copyOf(entities);
    this.lost = List.copyOf(lost);
  }

  @Override
  public @Nullable Outcome<String> look() {
    if (!followed.getAsBoolean()) {
      return null;
    }
    by(Thread.currentThread());
    try {
      return new Outcome.Done<>(text(verification.verify()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      by(null);
    }
  }

  private String text(List<Verdict> verdicts) {
    Map<String, String> results = new TreeMap<>();
    entities.forEach(entity -> results.put(entity.name(), "not compared"));
    verdicts.forEach(verdict -> results.put(verdict.entity(), verdict.result().name()));
    return LostColumns.said(
        results.entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue())
            .collect(Collectors.joining(", ")),
        lost);
  }

  private synchronized void by(@Nullable Thread now) {
    thread = now;
  }

  /** A comparison of large tables does not end by itself for long. */
  @Override
  public synchronized void halt() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
