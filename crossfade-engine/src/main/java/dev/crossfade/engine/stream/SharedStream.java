package dev.crossfade.engine.stream;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Mappings;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.source.StreamRota;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One source's stream, which several processes may follow: this one does while the rota says so.
 * That two of them believe so is harmless, since the target lets one apply changes; who is refused
 * steps aside for a moment and then believes the rota again. Nobody follows a source of which the
 * target says that it cannot be followed any more.
 */
public final class SharedStream implements StreamFollower {

  private static final Logger LOG = LoggerFactory.getLogger(SharedStream.class);
  private static final Duration WAITING = Duration.ofMillis(100);
  private static final Duration ASIDE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

  private final String migration;
  private final String source;
  private final TargetDatabase target;
  private final StreamRota rota;
  private final Clock clock;
  private final Duration look;
  private final StreamCounters counters = new StreamCounters();
  private final Supplier<StreamLoop> loops;
  private @Nullable StreamLoop loop;
  private Instant nextLook = Instant.MIN;
  private boolean alarm;

  /**
   * A stream that nobody follows until it is stepped.
   *
   * @param migration for logs
   * @param streams opens what was captured of the source
   * @param rota says whether this process shall follow it
   */
  public SharedStream(
      String migration,
      String source,
      Map<String, SourceDatabase> sources,
      Supplier<ChangeStream> streams,
      TargetDatabase target,
      Mappings mappings,
      EngineOptions options,
      int batchChanges,
      StreamRota rota,
      Clock clock) {
    this.migration = migration;
    this.source = source;
    this.target = target;
    this.rota = rota;
    this.clock = clock;
    Duration seldom = options.silence().dividedBy(4);
    this.look = seldom.compareTo(LONGEST_LOOK) < 0 ? seldom : LONGEST_LOOK;
    this.loops =
        () ->
            new StreamLoop(
                source, sources, streams, target, mappings, options, batchChanges, counters);
  }

  @Override
  public String name() {
    return "stream-" + source;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Duration step() {
    look();
    if (alarm || !rota.ours(source)) {
      leave("somebody else shall follow the stream");
      return WAITING;
    }
    StreamLoop ours = loop == null ? take() : loop;
    try {
      return ours.step();
    } catch (OwnershipLostException e) {
      leave("somebody else follows the stream");
      if (!target.offer().stands()) {
        throw e;
      }
      return ASIDE;
    }
  }

  private StreamLoop take() {
    tell("follows the stream");
    StreamLoop taken = loops.get();
    loop = taken;
    return taken;
  }

  private void leave(String why) {
    StreamLoop left = loop;
    loop = null;
    if (left != null) {
      tell(why);
      left.reset();
    }
  }

  private void tell(String what) {
    LOG.atInfo().addKeyValue("migration", migration).addKeyValue("source", source).log(what);
  }

  /** What others do shows in the target. */
  private void look() {
    Instant now = clock.instant();
    if (now.isBefore(nextLook)) {
      return;
    }
    nextLook = now.plus(look);
    ProgressStore progress = target.progress();
    alarm = !progress.fact(ProgressStore.ALARM_OF_SOURCE + source).orElse("").isEmpty();
    if (loop == null) {
      progress
          .streamState(source)
          .ifPresent(state -> counters.following(state.mark(), state.markWrittenAt()));
    }
  }

  @Override
  public void turn() {
    leave("changes go another way");
  }

  @Override
  public StreamStatus status(Clock now) {
    return counters.status(source, now);
  }

  @Override
  public void stopped(Problem why) {
    counters.stopped(why);
  }

  @Override
  public Optional<Problem> trouble() {
    StreamLoop now = loop;
    return now == null ? Optional.empty() : now.trouble();
  }

  @Override
  public void reset() {
    StreamLoop now = loop;
    if (now != null) {
      now.reset();
    }
  }
}
