package dev.crossfade.server.progress;

import dev.crossfade.server.output.Console;
import java.time.Clock;

/** Shows how far a run is, on standard error. Used by one thread at a time. */
public interface ProgressDisplay extends AutoCloseable {
  /** Shows a moment; called as often as the caller likes. */
  void show(Progress progress);

  /** Writes a line that stays, above whatever is being shown. */
  void say(String line);

  /** Ends what is being shown, leaving its last state on the screen. */
  @Override
  void close();

  /** A bar on a terminal, one line in ten seconds elsewhere. */
  static ProgressDisplay on(Console console, Clock clock) {
    return console.terminal() ? new BarDisplay(console) : new LineDisplay(console, clock);
  }
}
