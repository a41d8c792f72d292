package dev.crossfade.server.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts failures to sign in: of an account from an address, from an address, and of an account
 * from anywhere. Of this process alone. Thread-safe.
 */
public final class Attempts {

  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int MOST_KEPT = 20_000;

  private final Clock clock;
  private final Map<String, Count> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MOST_KEPT;
        }
      };

  public Attempts(Clock clock) {
    this.clock = clock;
  }

  private record Count(Instant since, int failures) {}

  private record Bound(String key, int most) {}

  private static List<Bound> bounds(String account, String address) {
    return List.of(
        new Bound("both " + address + " " + account, 5),
        new Bound("from " + address, 30),
        new Bound("of " + account, 100));
  }

  /**
   * Begins an attempt, which counts as a failure until it is known to be none: of any number at the
   * same moment no more are made than one after the other.
   *
   * @return seconds to wait; 0 when the attempt may be made now
   */
  synchronized long begin(String account, String address) {
    Instant now = clock.instant();
    long wait = 0;
    for (Bound bound : bounds(account, address)) {
      Count count = counts.get(bound.key());
      if (count != null && count.failures() >= bound.most()) {
        wait = Math.max(wait, Duration.between(now, count.since().plus(WINDOW)).toSeconds());
      }
    }
    if (wait <= 0) {
      bounds(account, address).forEach(bound -> count(bound, now));
    }
    return Math.max(0, wait);
  }

  private void count(Bound bound, Instant now) {
    counts.compute(
        bound.key(),
        (key, count) ->
            count == null || now.isAfter(count.since().plus(WINDOW))
                ? new Count(now, 1)
                : new Count(count.since(), count.failures() + 1));
  }

  /** What was begun is no failure, and ends those of the account from the address. */
  synchronized void succeeded(String account, String address) {
    List<Bound> bounds = bounds(account, address);
    counts.remove(bounds.get(0).key());
    for (Bound bound : bounds.subList(1, bounds.size())) {
      counts.computeIfPresent(
          bound.key(), (key, count) -> new Count(count.since(), count.failures() - 1));
    }
  }
}
