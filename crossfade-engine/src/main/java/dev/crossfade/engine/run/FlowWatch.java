package dev.crossfade.engine.run;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.stream.StreamFollower;
import dev.crossfade.engine.stream.StreamStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Notices that nothing arrives from a source although marks are written into its log: a connector
 * may say that it runs and yet do nothing but try. A lag that grows would be the only sign.
 */
final class FlowWatch implements Work {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final StreamFollower stream;
  private final Duration silence;
  private final Clock clock;
  private final BooleanSupplier explained;
  private StreamStatus last;
  private Instant movedAt;

  /**
   * @param silence how long nothing may arrive
   * @param explained whether there is a known reason that nothing arrives
   */
  FlowWatch(StreamFollower stream, Duration silence, Clock clock, BooleanSupplier explained) {
    this.stream = stream;
    this.silence = silence;
    this.clock = clock;
    this.explained = explained;
    this.last = stream.status(clock);
    this.movedAt = clock.instant();
  }

  @Override
  public String name() {
    return "flow-" + stream.source();
  }

  @Override
  public Duration step() {
    StreamStatus now = stream.status(clock);
    if (moved(now) || explained.getAsBoolean()) {
      movedAt = clock.instant();
    }
    last = now;
    Duration silent = Duration.between(movedAt, clock.instant());
    if (silent.compareTo(silence) >= 0) {
      throw Problem.of(
              EngineProblem.SOURCE_SILENT,
              "nothing has arrived from source "
                  + stream.source()
                  + " for "
                  + silent.toSeconds()
                  + " s, although marks are written into its log",
              "its connector says that it runs; it may be failing and trying again by itself, wait"
                  + " for its slot or a lock, or read one very large transaction",
              "nothing is lost: look into the log of Kafka Connect, and restart the connector there"
                  + " if it stays so")
          .with("source", stream.source())
          .raise();
    }
    return silence.compareTo(INTERVAL) < 0 ? silence.dividedBy(4) : INTERVAL;
  }

  private boolean moved(StreamStatus now) {
    return now.mark() != last.mark()
        || now.captured() != last.captured()
        || now.deduplicated() != last.deduplicated();
  }
}
