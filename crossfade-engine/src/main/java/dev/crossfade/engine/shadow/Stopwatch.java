package dev.crossfade.engine.shadow;

import dev.crossfade.core.canary.Latencies;
import dev.crossfade.core.shadow.Pace;
import dev.crossfade.engine.shadow.Asked.Answered;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Collects how long both stacks take, in pairs. One thread. */
final class Stopwatch {

  private final long[] legacy = new long[Latencies.BUCKETS];
  private final long[] fresh = new long[Latencies.BUCKETS];
  private int pairs;

  /** Both stacks answered at about the same time; errors have no time. */
  void add(Asked one, Asked other) {
    if (one instanceof Answered here && other instanceof Answered there) {
      legacy[Latencies.bucket(here.micros())]++;
      fresh[Latencies.bucket(there.micros())]++;
      pairs++;
    }
  }

  /** Asks by turns, the one first or the other, until there are enough pairs or time is up. */
  void sample(Asker one, Asker other, ShadowSettings settings, LongSupplier nanos) {
    Duration budget = settings.budget();
    long begun = nanos.getAsLong();
    for (int i = 0; pairs < settings.samples(); i++) {
      if (nanos.getAsLong() - begun >= budget.toNanos() || i > settings.samples()) {
        return;
      }
      boolean first = i % 2 == 0;
      Asked here = first ? one.ask() : null;
      Asked there = other.ask();
      add(here == null ? one.ask() : here, there);
    }
  }

  Pace pace() {
    return new Pace(Latencies.of(legacy), Latencies.of(fresh));
  }
}
