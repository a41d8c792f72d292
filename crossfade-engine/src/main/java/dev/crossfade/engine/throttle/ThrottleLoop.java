package dev.crossfade.engine.throttle;

import dev.crossfade.core.spec.Throttle;
import dev.crossfade.engine.HistoryEnd;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.source.SourceDatabase;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feels a source's pulse while its history is read, and sets the pace. A probe is a mark in the
 * source's log: the smallest durable commit there is. Ends with the history.
 */
public final class ThrottleLoop implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(ThrottleLoop.class);
  private static final Duration BEAT = Duration.ofMillis(50);
  private static final int BEATS_PER_LOOK = 20;
  private static final long MEGABYTE = 1 << 20;
  private static final double SECOND = 1e9;

  private final String source;
  private final SourceDatabase database;
  private final HistoryEnd end;
  private final Throttle throttle;
  private final RateControl control;
  private final LongSupplier nanos;
  private final Pace pace;
  private long beats;
  private boolean logFull;
  private long taken;
  private long takenAt;

  public ThrottleLoop(
      String source,
      SourceDatabase database,
      HistoryEnd end,
      Throttle throttle,
      LongSupplier nanos) {
    this.source = source;
    this.database = database;
    this.end = end;
    this.throttle = throttle;
    this.control = new RateControl(throttle);
    this.nanos = nanos;
    this.pace = new Pace(control.rate(), nanos);
    this.takenAt = nanos.getAsLong();
  }

  /** The pace this loop sets, for the workers that read the source. */
  public Pace pace() {
    return pace;
  }

  @Override
  public String name() {
    return "throttle-" + source;
  }

  @Override
  public @Nullable Duration step() {
    if (beats++ % BEATS_PER_LOOK == 0 && looked()) {
      pace.rate(Pace.UNBOUNDED);
      return null;
    }
    if (throttle.latencyGrowth() > 0) {
      probe();
    }
    pace.rate(logFull ? 0 : control.rate());
    return BEAT;
  }

  private void probe() {
    long before = nanos.getAsLong();
    database.log().mark();
    long after = nanos.getAsLong();
    long now = pace.taken();
    double seconds = Math.max(1, after - takenAt) / SECOND;
    control.sample(after - before, (now - taken) / seconds);
    taken = now;
    takenAt = after;
  }

  /** Looks at the log, and whether history is complete. */
  private boolean looked() {
    if (throttle.logMegabytes() > 0) {
      boolean full = database.log().retainedBytes() > throttle.logMegabytes() * MEGABYTE;
      if (full != logFull) {
        LOG.info("history {}: source={}", full ? "waits for the log" : "goes on", source);
        logFull = full;
      }
    }
    return end.reached();
  }
}
