package dev.crossfade.engine.run;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.Work;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A task of one source, which ends when that source is not followed any more. */
final class SourceTask implements Work {

  private final Work work;
  private final BooleanSupplier followed;

  SourceTask(Work work, BooleanSupplier followed) {
    this.work = work;
    this.followed = followed;
  }

  @Override
  public String name() {
    return work.name();
  }

  @Override
  public @Nullable Duration step() {
    return followed.getAsBoolean() ? work.step() : null;
  }

  @Override
  public void halt() {
    work.halt();
  }

  @Override
  public Optional<Problem> trouble() {
    return work.trouble();
  }

  @Override
  public void reset() {
    work.reset();
  }
}
