package dev.crossfade.engine.run;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.source.StreamRota;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream as a helper follows it: what does not work here for a while may work elsewhere, so he
 * declines it, and takes part again later. One thread.
 */
final class HelpedStream implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(HelpedStream.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** What works for so long does not fail any more. */
  private static final Duration PROOF = Duration.ofSeconds(3);

  private static final Duration REST = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final String source;
  private final Work stream;
  private final StreamRota rota;
  private final Clock clock;
  private @Nullable Instant failingSince;
  private @Nullable Instant wellSince;
  private @Nullable Instant restsUntil;

  /**
   * @param rota says whether the stream is followed here
   */
  HelpedStream(String source, Work stream, StreamRota rota, Clock clock) {
    this.source = source;
    this.stream = stream;
    this.rota = rota;
    this.clock = clock;
  }

  @Override
  public String name() {
    return stream.name();
  }

  @Override
  public @Nullable Duration step() {
    if (rests()) {
      return LOOK;
    }
    try {
      Duration rest = stream.step();
      well();
      return rest;
    } catch (ProblemException e) {
      if (e.problem().code().kind() == Kind.TRANSIENT) {
        failed(e.problem().code().text());
      }
      throw e;
    } catch (Error e) {
      LOG.error("died: task={}", name(), e);
      stream.reset();
      decline(e.getClass().getSimpleName());
      return LOOK;
    }
  }

  private boolean rests() {
    Instant until = restsUntil;
    if (until == null) {
      return false;
    }
    if (clock.instant().isBefore(until)) {
      return true;
    }
    restsUntil = null;
    rota.accept(source);
    return false;
  }

  private void well() {
    if (failingSince == null) {
      return;
    }
    Instant now = clock.instant();
    if (wellSince == null) {
      wellSince = now;
    } else if (!now.isBefore(wellSince.plus(PROOF))) {
      failingSince = null;
    }
  }

  private void failed(String code) {
    Instant now = clock.instant();
    wellSince = null;
    if (failingSince == null) {
      failingSince = now;
    } else if (!now.isBefore(failingSince.plus(PATIENCE))) {
      decline(code);
    }
  }

  private void decline(String why) {
    LOG.warn("leaves the stream to others for a minute: source={} reason={}", source, why);
    failingSince = null;
    wellSince = null;
    restsUntil = clock.instant().plus(REST);
    rota.decline(source);
  }

  @Override
  public void halt() {
    stream.halt();
  }

  @Override
  public Optional<Problem> trouble() {
    return stream.trouble();
  }

  @Override
  public void reset() {
    stream.reset();
  }
}
