package dev.crossfade.engine.throttle;

import dev.crossfade.core.spec.Throttle;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decides how fast a source may be read from how long it takes to commit something small, as its
 * own users do. It first looks while nothing is read, and again every now and then, because the
 * users' load changes. Between, it adds to the rate as long as neither the slow ones among the
 * samples nor those in the middle are slower than they may be, and takes a good part of it away
 * when they are. It aims at half of what is allowed, since the rate swings around the aim. Pure:
 * time comes with the samples. One thread.
 */
final class RateControl {

  private static final double FIRST = 1_000;
  private static final double LEAST = 100;
  private static final double DOUBLED = 2;
  private static final double ADDED = 1.08;
  private static final double TAKEN_AWAY = 0.6;
  private static final double USED = 0.5;
  private static final double AIM = 0.5;

  /** The first samples tell of a connection being opened and of code not yet compiled. */
  private static final int COLD = 20;

  private static final int CALM = 40;
  private static final int WINDOW = 20;
  private static final int CALM_WINDOWS = 3;
  private static final int LOADED_WINDOWS = 20;

  private final double growth;
  private final double most;
  private final Deque<Samples> calm = new ArrayDeque<>();
  private Samples current = new Samples();
  private boolean quiet = true;
  private int windows;
  private int cold = COLD;
  private double rate = FIRST;
  private boolean felt;

  RateControl(Throttle throttle) {
    this.growth = throttle.latencyGrowth() / 100.0;
    this.most = throttle.rowsPerSecond() > 0 ? throttle.rowsPerSecond() : Pace.UNBOUNDED;
  }

  /** Rows per second from now on; 0 while the source is watched at rest. */
  double rate() {
    if (growth == 0) {
      return most;
    }
    return quiet ? 0 : Math.min(most, rate);
  }

  /**
   * Takes one more sample.
   *
   * @param nanos how long the commit took
   * @param read rows per second really read since the last sample
   */
  void sample(long nanos, double read) {
    if (growth == 0 || cold-- > 0) {
      return;
    }
    cold = 0;
    current.add(nanos, read);
    if (quiet && current.size() >= CALM) {
      calm.addLast(current);
      if (calm.size() > CALM_WINDOWS) {
        calm.removeFirst();
      }
      begin();
      quiet = false;
      windows = 0;
    } else if (!quiet && current.size() >= WINDOW) {
      decide();
      begin();
      windows++;
      quiet = windows >= LOADED_WINDOWS;
    }
  }

  private void begin() {
    current = new Samples();
  }

  private void decide() {
    if (slower(Samples.SLOW) || slower(Samples.MIDDLE)) {
      rate = Math.max(LEAST, rate * TAKEN_AWAY);
      felt = true;
    } else if (current.read() >= rate * USED) {
      rate = Math.min(most, rate * (felt ? ADDED : DOUBLED));
    }
  }

  /** Whether commits take longer than they may, by what they took at rest. */
  private boolean slower(double part) {
    double sum = 0;
    for (Samples each : calm) {
      sum += each.kept(part);
    }
    return current.kept(part) > sum / calm.size() * (1 + growth * AIM);
  }
}
