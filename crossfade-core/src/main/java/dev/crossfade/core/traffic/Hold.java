package dev.crossfade.core.traffic;

import java.time.Duration;

/**
 * Writes of a route are to wait.
 *
 * @param id tells it from every other hold, since it ends with the epoch of the record that began
 *     it; a gateway that let it run out never begins it again
 * @param limit how long it lasts in a gateway, from when that gateway learns of it, without further
 *     word
 */
public record Hold(String id, Duration limit) {

  /** The longest that anybody may hold writes. */
  public static final Duration MOST = Duration.ofMinutes(2);

  public Hold {
    if (!id.matches("[A-Za-z0-9._-]{1,64}(@[0-9]{1,19})?")) {
      throw new IllegalArgumentException("not the name of a hold: " + id);
    }
    if (limit.compareTo(Duration.ZERO) <= 0 || limit.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("a hold lasts from 1 ms to " + MOST.toSeconds() + " s");
    }
  }

  /** What whoever made it called it. */
  public String name() {
    int at = id.indexOf('@');
    return at < 0 ? id : id.substring(0, at);
  }

  /** The same, begun by the record of this epoch. */
  Hold begunBy(long epoch) {
    return new Hold(name() + "@" + epoch, limit);
  }
}
