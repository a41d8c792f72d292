package dev.crossfade.engine.stream;

import dev.crossfade.engine.Work;
import dev.crossfade.spi.source.SourceDatabase;
import java.time.Duration;

/**
 * Writes a mark into a source's log now and then, so that its lag is known and its log can be let
 * go even when nobody writes.
 */
public final class HeartbeatLoop implements Work {

  private final String source;
  private final SourceDatabase database;
  private final Duration interval;

  public HeartbeatLoop(String source, SourceDatabase database, Duration interval) {
    this.source = source;
    this.database = database;
    this.interval = interval;
  }

  @Override
  public String name() {
    return "heartbeat-" + source;
  }

  @Override
  public Duration step() {
    database.log().mark();
    return interval;
  }
}
