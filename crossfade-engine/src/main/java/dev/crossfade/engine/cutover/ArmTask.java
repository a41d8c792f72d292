package dev.crossfade.engine.cutover;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Arms the way back, for as long as nobody wants the attempt ended and it does not take for ever.
 * What was armed in vain is removed again.
 */
final class ArmTask implements Task {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PACE = Duration.ofMillis(100);

  private static final long UNREAD = -1;

  private final String migration;
  private final LongSupplier basis;
  private final Clock clock;
  private final ReturnPath back;
  private final Instant begun;
  private long found = UNREAD;
  private @Nullable DisarmTask removing;

  /**
   * @param basis epoch of the record in force; another one than at the first look ends it
   */
  ArmTask(String migration, LongSupplier basis, Clock clock, ReturnPath back) {
    this.migration = migration;
    this.basis = basis;
    this.clock = clock;
    this.back = back;
    this.begun = clock.instant();
  }

  @Override
  public @Nullable Outcome<String> look() {
    if (removing != null) {
      return removing.look();
    }
    found = found == UNREAD ? basis.getAsLong() : found;
    Outcome<String> armed = arm();
    if (armed instanceof Outcome.Done) {
      return armed;
    }
    Problem why = armed instanceof Outcome.NotDone<String> notDone ? notDone.why() : ended();
    if (why != null) {
      removing = new DisarmTask(back, why);
      return removing.look();
    }
    return armed;
  }

  private @Nullable Outcome<String> arm() {
    try {
      return back.arm();
    } catch (ProblemException e) {
      if (e.problem().code().kind() != Kind.TRANSIENT) {
        return new Outcome.NotDone<>(e.problem());
      }
      Problem why = ended();
      if (why == null) {
        throw e;
      }
      return new Outcome.NotDone<>(why);
    }
  }

  private @Nullable Problem ended() {
    if (basis.getAsLong() != found) {
      return CutoverProblem.wentBack(migration, "somebody ended it");
    }
    return clock.instant().isAfter(begun.plus(PATIENCE))
        ? CutoverProblem.wentBack(
            migration, "the way back could not be proven in " + PATIENCE.toMinutes() + " minutes")
        : null;
  }

  @Override
  public @Nullable Duration pace() {
    return removing == null ? PACE : removing.pace();
  }

  @Override
  public Optional<Problem> trouble() {
    return removing == null ? Optional.empty() : removing.trouble();
  }
}
