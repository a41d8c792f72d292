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

  /** Shows why it ended. Callable from any thread. */
  void stopped(Problem why);
}
