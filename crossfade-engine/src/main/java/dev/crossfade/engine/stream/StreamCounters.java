package dev.crossfade.engine.stream;

import dev.crossfade.core.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The numbers of one stream, written by its loop and read by anybody. */
final class StreamCounters {

  final AtomicLong captured = new AtomicLong();
  final AtomicLong applied = new AtomicLong();
  final AtomicLong held = new AtomicLong();
  final AtomicLong deduplicated = new AtomicLong();
  final AtomicLong quarantined = new AtomicLong();
  final AtomicLong returned = new AtomicLong();
  final AtomicLong strays = new AtomicLong();
  private volatile StreamStatus.State state = StreamStatus.State.STARTING;
  private volatile long mark;
  private volatile @Nullable Instant markWrittenAt;
  private volatile @Nullable Problem problem;

  /** What was under way when the stream was stopped by somebody else does not start it again. */
  synchronized void following(long appliedMark, @Nullable Instant writtenAt) {
    mark = appliedMark;
    markWrittenAt = writtenAt;
    if (state != StreamStatus.State.STOPPED) {
      state = StreamStatus.State.FOLLOWING;
    }
  }

  synchronized void stopped(Problem why) {
    problem = why;
    state = StreamStatus.State.STOPPED;
  }

  StreamStatus status(String source, Clock clock) {
    Instant written = markWrittenAt;
    return new StreamStatus(
        source,
        state,
        mark,
        written == null ? null : Duration.between(written, clock.instant()),
        captured.get(),
        applied.get(),
        held.get(),
        deduplicated.get(),
        quarantined.get(),
        returned.get(),
        strays.get(),
        problem);
  }
}
