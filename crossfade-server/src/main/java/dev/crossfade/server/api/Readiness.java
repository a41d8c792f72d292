package dev.crossfade.server.api;

import java.util.function.BooleanSupplier;
import org.springframework.context.SmartLifecycle;

/**
 * Whether this server takes requests. At its end it says so first, then lets event streams and
 * migrations go, and only then the requests under way come to their end.
 */
final class Readiness implements SmartLifecycle {

  private final BooleanSupplier store;
  private final Feed feed;
  private final Steward steward;
  private volatile boolean running;

  Readiness(BooleanSupplier store, Feed feed, Steward steward) {
    this.store = store;
    this.feed = feed;
    this.steward = steward;
  }

  boolean started() {
    return running;
  }

  boolean ready() {
    return running && store.getAsBoolean();
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    feed.close();
    steward.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
