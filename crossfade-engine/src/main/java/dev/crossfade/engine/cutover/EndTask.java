package dev.crossfade.engine.cutover;

import dev.crossfade.core.cutover.Move;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.Task;
import dev.crossfade.spi.target.OwnershipLostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends what somebody has begun who is gone: forward once the record says so, and back before. */
final class EndTask implements Task {

  private static final Duration SOON = Duration.ofMillis(4);
  private static final Duration AGAIN = Duration.ofMillis(50);

  private final Transit transit;
  private final Side to;
  private final StreamPassage works;
  private final Crossing crossing;
  private volatile boolean atRest;
  private Duration pace = SOON;
  private @Nullable Problem trouble;

  EndTask(Transit transit, Side to) {
    this.transit = transit;
    this.to = to;
    this.works = transit.passage();
    this.crossing = transit.crossing(works);
  }

  @Override
  public @Nullable Outcome<String> look() {
    try {
      Move move = crossing.end(to);
      trouble = null;
      pace = SOON;
      atRest = move instanceof Move.Rest;
      return move instanceof Move.Rest rest && crossing.outrun() ? found(rest) : null;
    } catch (OwnershipLostException e) {
      throw e;
    } catch (RuntimeException e) {
      trouble = Defect.problem(e);
      pace = AGAIN;
      return null;
    }
  }

  /** By what was seen: what is in force by now may be somebody else's. */
  private @Nullable Outcome<String> found(Move.Rest rest) {
    works.opening(rest.home(), rest.epoch());
    transit.tidy(rest.home());
    return transit.ending().found(to, rest.home(), rest.epoch());
  }

  @Override
  public boolean mayBeLeft() {
    return atRest;
  }

  @Override
  public Duration pace() {
    return pace;
  }

  @Override
  public Optional<Problem> trouble() {
    return Optional.ofNullable(trouble);
  }
}
