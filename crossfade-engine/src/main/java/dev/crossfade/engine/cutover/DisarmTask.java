package dev.crossfade.engine.cutover;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.Task;
import dev.crossfade.spi.target.OwnershipLostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Removes what was armed in vain, or by somebody who is gone. It does not end before that is
 * removed, whatever is in the way: a log that nobody reads any more fills the disk of the target.
 */
final class DisarmTask implements Task {

  private static final Duration AGAIN = Duration.ofMillis(500);

  private final ReturnPath back;
  private final Problem why;
  private @Nullable Problem trouble;

  /**
   * @param why it is not armed, once it is removed
   */
  DisarmTask(ReturnPath back, Problem why) {
    this.back = back;
    this.why = why;
  }

  @Override
  public @Nullable Outcome<String> look() {
    try {
      Outcome<String> retired = back.retire();
      trouble = null;
      return retired == null ? null : new Outcome.NotDone<>(why);
    } catch (OwnershipLostException e) {
      throw e;
    } catch (RuntimeException e) {
      trouble = Defect.problem(e);
      return null;
    }
  }

  @Override
  public @Nullable Duration pace() {
    return trouble == null ? null : AGAIN;
  }

  @Override
  public Optional<Problem> trouble() {
    return Optional.ofNullable(trouble);
  }
}
