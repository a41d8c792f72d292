package dev.crossfade.server.security;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each of many may ask: so many at once, and so many a second from then on. Of this
 * process alone. Thread-safe.
 */
final class RequestRates {

  private static final int MOST_KEPT = 20_000;

  private final Bandwidth bandwidth;
  private final TimeMeter clock;

  /** Who has not asked for longest is forgotten first, and begins with a full bucket again. */
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /**
   * @param atOnce how many requests may come at the same moment
   */
  RequestRates(int perSecond, int atOnce, TimeMeter clock) {
    this.bandwidth =
        Bandwidth.builder().capacity(atOnce).refillGreedy(perSecond, Duration.ofSeconds(1)).build();
    this.clock = clock;
  }

  /** How long somebody has to wait before he may ask; zero when he asks now. */
  Duration ask(String who) {
    ConsumptionProbe probe = bucket(who).tryConsumeAndReturnRemaining(1);
    return Duration.ofNanos(probe.getNanosToWaitForRefill());
  }

  private Bucket bucket(String who) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(
          who, key -> Bucket.builder().addLimit(bandwidth).withCustomTimePrecision(clock).build());
    }
  }
}
