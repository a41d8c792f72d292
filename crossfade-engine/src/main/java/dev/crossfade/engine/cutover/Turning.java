package dev.crossfade.engine.cutover;

import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.Direction.Way;
import dev.crossfade.core.cutover.ReturnMark;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.stream.Turns;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets changes go the other way, while both sides are fenced: from its return on nobody, in this
 * process or another, applies anything against the direction. The fact comes first, then every
 * stream is taken from whoever had it: he comes back and reads it. Whoever comes after a crash has
 * taken all streams already, with the fence of the target. One thread.
 */
final class Turning {

  private final TargetDatabase target;
  private final Supplier<Set<String>> sources;
  private final ReturnPath back;
  private final Turns turns;
  private final AtOnce atOnce;

  /**
   * Whether there may be a turn that nobody has ended: one that this object has begun, or, before
   * its first, one that somebody had begun who is gone.
   */
  private boolean begun = true;

  /**
   * @param sources names of those that are followed
   * @param atOnce takes all streams at the same time
   */
  Turning(
      TargetDatabase target,
      Supplier<Set<String>> sources,
      ReturnPath back,
      Turns turns,
      AtOnce atOnce) {
    this.atOnce = atOnce;
    this.target = target;
    this.sources = sources;
    this.back = back;
    this.turns = turns;
  }

  /** The way that changes go, as the target remembers it. */
  Direction direction() {
    return Direction.of(target.progress().fact(ProgressStore.DIRECTION));
  }

  /**
   * Makes changes go as the side wants it that takes the writes. Idempotent.
   *
   * @param epoch of the record in force
   */
  void towards(Side writes, long epoch) {
    Way way = Way.of(writes);
    Direction now = direction();
    if (now.way() == way && !begun) {
      return;
    }
    begun = true;
    if (now.way() != way) {
      now = new Direction(way, epoch);
      target.progress().remember(ProgressStore.DIRECTION, now.text());
    }
    List<Runnable> left = new ArrayList<>(back.turns());
    if (way == Way.FORWARD) {
      left.add(this::takeStreams);
    } else {
      takeStreams();
      markBeginning(now);
    }
    atOnce.all(left, Runnable::run);
    begun = false;
  }

  private void takeStreams() {
    turns.around(() -> atOnce.all(List.copyOf(sources.get()), this::take));
  }

  private void take(String source) {
    StreamState state = target.progress().streamState(source).orElse(null);
    if (state != null) {
      try (Applier applier = target.openApplier(source)) {
        applier.own(state.streamId(), state.nextOffset());
      }
    }
  }

  /** Behind everything that was applied forward, and before every write of an application. */
  private void markBeginning(Direction now) {
    ProgressStore progress = target.progress();
    if (ReturnMark.of(progress.fact(ProgressStore.RETURN_MARK), now).isEmpty()) {
      ReturnMark mark = new ReturnMark(back.mark().number(), now.epoch());
      progress.remember(ProgressStore.RETURN_MARK, mark.text());
    }
  }
}
