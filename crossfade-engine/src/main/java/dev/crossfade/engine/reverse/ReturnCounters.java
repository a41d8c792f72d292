package dev.crossfade.engine.reverse;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.reverse.ReturnStatus.State;
import dev.crossfade.spi.reverse.ReverseState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The numbers of one way back, written by its loop and read by anybody. */
final class ReturnCounters {

  private State state = State.RESTING;
  private long mark;
  private @Nullable Instant markWrittenAt;
  private String position = "";
  private long applied;
  private @Nullable Problem problem;

  synchronized void doing(State now) {
    state = now;
    problem = null;
  }

  synchronized void reached(ReverseState at, long changes) {
    doing(State.FOLLOWING);
    mark = at.mark();
    markWrittenAt = at.markWrittenAt();
    position = at.applied().encoded();
    applied += changes;
  }

  synchronized void stopped(Problem why) {
    state = State.STOPPED;
    problem = why;
  }

  synchronized ReturnStatus status(String source, Clock clock) {
    Instant written = markWrittenAt;
    Duration lag = written == null ? null : Duration.between(written, clock.instant());
    return new ReturnStatus(source, state, mark, written, lag, position, applied, problem);
  }
}
