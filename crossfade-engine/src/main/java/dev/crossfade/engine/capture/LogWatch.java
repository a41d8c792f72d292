package dev.crossfade.engine.capture;

import dev.crossfade.engine.Work;
import java.time.Duration;

/** Looks after a source's log while it is followed; ends the run when the log cannot be trusted. */
public final class LogWatch implements Work {

  private static final Duration INTERVAL = Duration.ofSeconds(3);

  private final String source;
  private final IdentityGuard guard;

  public LogWatch(String source, IdentityGuard guard) {
    this.source = source;
    this.guard = guard;
  }

  @Override
  public String name() {
    return "log-" + source;
  }

  @Override
  public Duration step() {
    guard.watch();
    return INTERVAL;
  }
}
