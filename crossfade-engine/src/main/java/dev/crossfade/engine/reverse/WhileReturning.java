package dev.crossfade.engine.reverse;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.Work;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Work that rests while changes go forward. */
final class WhileReturning implements Work {

  static final Duration REST = Duration.ofMillis(250);

  private final Work work;
  private final Heading heading;
  private boolean working;

  WhileReturning(Work work, Heading heading) {
    this.work = work;
    this.heading = heading;
  }

  @Override
  public String name() {
    return work.name();
  }

  @Override
  public @Nullable Duration step() {
    if (heading.returning()) {
      working = true;
      return work.step();
    }
    if (working) {
      working = false;
      work.reset();
    }
    return REST;
  }

  @Override
  public void halt() {
    work.halt();
  }

  @Override
  public Optional<Problem> trouble() {
    return working ? work.trouble() : Optional.empty();
  }

  @Override
  public void reset() {
    work.reset();
  }
}
