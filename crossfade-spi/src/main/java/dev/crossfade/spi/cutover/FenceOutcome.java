package dev.crossfade.spi.cutover;

import dev.crossfade.core.problem.Problem;
import java.util.List;

/** What became of an order to a fence. A lost race is an ordinary result. */
public sealed interface FenceOutcome {

  /** It is raised, and nothing is in flight. */
  record Raised(FenceStop stop) implements FenceOutcome {}

  /** It is lifted: everybody may write as before. */
  record Lifted() implements FenceOutcome {}

  /** Somebody gave an order of a later epoch, or this epoch was lifted; nothing was changed. */
  record Outrun(long epoch) implements FenceOutcome {}

  /**
   * It cannot be raised now. It may be rising: whoever gives up lifts it with a later epoch,
   * whoever does not tries again.
   */
  record Refused(List<Problem> why) implements FenceOutcome {
    public Refused {
      why = List.copyOf(why);
    }
  }
}
