package dev.crossfade.engine.stream;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.target.OwnershipLostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream that lets go and comes back when changes go another way. */
public final class TurningStream implements StreamFollower {

  private static final Duration MOMENT = Duration.ofMillis(5);

  private final StreamFollower stream;
  private final Turns turns;
  private long seen;

  public TurningStream(StreamFollower stream, Turns turns) {
    this.stream = stream;
    this.turns = turns;
    this.seen = turns.number();
  }

  @Override
  public @Nullable Duration step() {
    long now = turns.number();
    if (turns.turning()) {
      return MOMENT;
    }
    if (now != seen) {
      stream.turn();
      seen = now;
    }
    try {
      return stream.step();
    } catch (OwnershipLostException e) {
      if (turns.number() == now) {
        throw e;
      }
      return MOMENT;
    }
  }

  @Override
  public String name() {
    return stream.name();
  }

  @Override
  public String source() {
    return stream.source();
  }

  @Override
  public StreamStatus status(Clock clock) {
    return stream.status(clock);
  }

  @Override
  public void turn() {
    stream.turn();
  }

  @Override
  public void stopped(Problem why) {
    stream.stopped(why);
  }

  @Override
  public Optional<Problem> trouble() {
    return stream.trouble();
  }

  @Override
  public void halt() {
    stream.halt();
  }

  @Override
  public void reset() {
    stream.reset();
  }
}
