package dev.crossfade.engine.reverse;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.Work;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work that is made when it is stepped first. */
final class Late implements Work {

  private final String name;
  private final Supplier<Work> making;
  private @Nullable Work made;

  Late(String name, Supplier<Work> making) {
    this.name = name;
    this.making = making;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable Duration step() {
    Work work = made == null ? making.get() : made;
    made = work;
    return work.step();
  }

  @Override
  public Optional<Problem> trouble() {
    return made == null ? Optional.empty() : made.trouble();
  }

  @Override
  public void reset() {
    made = null;
  }
}
