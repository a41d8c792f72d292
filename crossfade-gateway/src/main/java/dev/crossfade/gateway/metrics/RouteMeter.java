package dev.crossfade.gateway.metrics;

import dev.crossfade.core.traffic.Side;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of one route. Any thread. */
public final class RouteMeter {

  static final int CLASSES = 6;

  private final LongAdder[][] answers = new LongAdder[Side.values().length][CLASSES];
  private final Histogram[] durations = {new Histogram(), new Histogram()};
  final LongAdder[] refusals = adders(HoldRefusal.values().length);
  final LongAdder[] fallbacks = adders(Fallback.values().length);
  final LongAdder[] mirrored = adders(Mirrored.values().length);
  final AtomicInteger held = new AtomicInteger();

  RouteMeter() {
    for (int side = 0; side < answers.length; side++) {
      answers[side] = adders(CLASSES);
    }
  }

  private static LongAdder[] adders(int count) {
    LongAdder[] adders = new LongAdder[count];
    for (int i = 0; i < count; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }

  /** Why a write that waited, or should have, was not forwarded. */
  public enum HoldRefusal {
    TOO_LONG,
    TOO_MANY,
    ENDING
  }

  /** Why the legacy stack answered instead of the new one. */
  public enum Fallback {
    UNREACHABLE,
    SILENT,
    STATUS
  }

  /** What became of a copy. */
  public enum Mirrored {
    SAME,
    DIFFERENT,
    NOISE,
    IN_FLIGHT,
    FAILED,
    CUT,
    DROPPED
  }

  /** A request was answered by a stack. */
  public void answered(Side side, int status, long micros) {
    answers[side.ordinal()][Math.min(CLASSES - 1, Math.max(0, status / 100))].increment();
    durations[side.ordinal()].record(micros);
  }

  /** A write was not forwarded. */
  public void refused(HoldRefusal why) {
    refusals[why.ordinal()].increment();
  }

  /** The legacy stack answered instead. */
  public void fellBack(Fallback why) {
    fallbacks[why.ordinal()].increment();
  }

  /** Something became of a copy. */
  public void mirrored(Mirrored what) {
    mirrored[what.ordinal()].increment();
  }

  /** How many writes of the route wait; changed by those who let them wait. */
  public AtomicInteger held() {
    return held;
  }

  long answers(Side side, int statusClass) {
    return answers[side.ordinal()][statusClass].sum();
  }

  Histogram durations(Side side) {
    return durations[side.ordinal()];
  }
}
