package dev.crossfade.core.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The dead-man timers of a gateway: when it first learned of each hold. A hold that ran out is over
 * for good; the same one, told again however late, is not begun again. Not thread-safe.
 *
 * <p>Times are the gateway's own, so that no clock but its own decides.
 */
public final class HoldBook {

  /** How many holds are remembered. */
  static final int REMEMBERED = 64;

  private final Map<String, Instant> begun = new LinkedHashMap<>();

  public HoldBook() {}

  /**
   * Goes on with what was begun before a restart, as far as that is not later than now.
   *
   * @param before when each hold was begun, in the order of that
   */
  public HoldBook(Map<String, Instant> before, Instant now) {
    before.forEach((id, at) -> begun.put(id, at.isAfter(now) ? now : at));
  }

  /** Notes the holds of a record; returns whether there was a new one. */
  public boolean learn(RouteRecord record, Instant now) {
    boolean news = false;
    for (RouteState state : record.routes().values()) {
      Hold hold = state.hold();
      if (hold != null && begun.putIfAbsent(hold.id(), now) == null) {
        news = true;
      }
    }
    while (begun.size() > REMEMBERED) {
      begun.remove(begun.keySet().iterator().next());
    }
    return news;
  }

  /** How long a hold, of which this book has learned, is still on; zero when it is over. */
  public Duration left(Hold hold, Instant now) {
    Instant at = begun.get(hold.id());
    if (at == null) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(now, at.plus(hold.limit()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** What to keep for a restart, in order. */
  public Map<String, Instant> begun() {
    return new LinkedHashMap<>(begun);
  }
}
