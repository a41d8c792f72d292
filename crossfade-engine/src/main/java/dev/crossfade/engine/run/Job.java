package dev.crossfade.engine.run;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.Looks;
import dev.crossfade.engine.Task;
import dev.crossfade.engine.Work;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step of a phase on its way: it is worked at until it is known how it ended. */
final class Job implements Work {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration LOOK_AT_LAST = Duration.ofSeconds(2);

  private final String name;
  private final Task task;
  private final Looks looks;
  private volatile @Nullable Outcome<String> end;

  /**
   * @param name for threads and logs
   */
  Job(String name, Task task, Clock clock) {
    this.name = name;
    this.task = task;
    this.looks = new Looks(clock, LOOK_AGAIN, LOOK_AT_LAST);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable Duration step() {
    looks.begin();
    Outcome<String> now = task.look();
    end = now;
    if (now != null) {
      return null;
    }
    Duration pace = task.pace();
    return pace == null ? looks.rest() : pace;
  }

  @Override
  public Optional<Problem> trouble() {
    return task.trouble();
  }

  /** See {@link Task#windDown}. */
  void windDown() {
    task.windDown();
  }

  /** Whether it has ended, or may be left as it is. */
  boolean mayBeLeft() {
    return end != null || task.mayBeLeft();
  }

  @Override
  public void halt() {
    task.halt();
  }

  /** It cannot be done, for a reason that does not pass by itself. */
  void failed(Problem why) {
    end = new Outcome.NotDone<>(why);
  }

  /** Whoever did it is gone, and nobody knows how far he came. */
  void died(Problem why) {
    end = new Outcome.Unknown<>(why);
  }

  /** One of this name that has not ended. */
  static Optional<Job> called(Collection<Job> jobs, String name) {
    return jobs.stream().filter(job -> job.end == null && job.name.equals(name)).findFirst();
  }

  /** How it ended, if it has. */
  Optional<Outcome<String>> end() {
    return Optional.ofNullable(end);
  }
}
