package dev.crossfade.engine.cutover;

import dev.crossfade.core.cutover.CutoverStep;
import dev.crossfade.core.cutover.Move;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Measures an attempt: how long each step took, and how long writes waited. One thread. */
final class CrossingTimes {

  private final LongSupplier nanos;
  private final Map<CutoverStep, Duration> steps = new EnumMap<>(CutoverStep.class);
  private long last;
  private long held;
  private boolean holding;
  private Duration pause = Duration.ZERO;
  private @Nullable CutoverStep reached;

  CrossingTimes(LongSupplier nanos) {
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  /** What comes before writes are held has ended. */
  void prepared() {
    passed(CutoverStep.PREFLIGHT);
  }

  /** A move was made, or tried; the time since the one before was spent on it. */
  void moved(Move move) {
    long before = last;
    CutoverStep step = step(move);
    if (step == null) {
      return;
    }
    passed(step);
    // the answer to the order to hold may have been lost: then the next move shows that it came
    if (!holding && (step == CutoverStep.HOLD || step == CutoverStep.FENCE)) {
      holding = true;
      steps.putIfAbsent(CutoverStep.HOLD, Duration.ZERO);
      held = before;
    }
    if (move instanceof Move.Release && holding) {
      pause = Duration.ofNanos(last - held);
    }
  }

  private void passed(CutoverStep step) {
    long now = nanos.getAsLong();
    steps.merge(step, Duration.ofNanos(now - last), Duration::plus);
    last = now;
    reached = step;
  }

  private static @Nullable CutoverStep step(Move move) {
    if (move instanceof Move.HoldWrites || move instanceof Move.Await) {
      return CutoverStep.HOLD;
    } else if (move instanceof Move.Raise) {
      return CutoverStep.FENCE;
    } else if (move instanceof Move.Work work) {
      return work.step();
    } else if (move instanceof Move.Switch) {
      return CutoverStep.SWITCH;
    } else if (move instanceof Move.Lift) {
      return CutoverStep.OPEN;
    }
    return move instanceof Move.Release || move instanceof Move.TakeOver
        ? CutoverStep.RELEASE
        : null;
  }

  /** The step in which it is. */
  @Nullable CutoverStep reached() {
    return reached;
  }

  /** How long writes have been held by now. */
  Duration holding() {
    return holding ? Duration.ofNanos(nanos.getAsLong() - held) : Duration.ZERO;
  }

  Map<CutoverStep, Duration> steps() {
    return steps;
  }

  /** How long writes waited; zero as long as they wait. */
  Duration pause() {
    return pause;
  }
}
