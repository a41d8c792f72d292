package dev.crossfade.engine.stream;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.Work;
import java.time.Clock;

/** Follows one source's stream. But for {@link #status} and {@link #stopped}, one thread. */
public interface StreamFollower extends Work {

  /** Name of the source. */
  String source();

  /** The numbers as of now. Callable from any thread. */
  StreamStatus status(Clock clock);

  /**
   * Lets the stream go, so that it is taken over anew with the next step: who does that reads which
   * way changes are applied. Called by whoever steps it, between two steps.
   */
  void turn();

  /** Shows why it ended. Callable from any thread. */
  void stopped(Problem why);
}
