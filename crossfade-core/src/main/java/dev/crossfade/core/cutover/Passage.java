package dev.crossfade.core.cutover;

import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.Side;
import java.util.Optional;

/**
 * One attempt to move the clients. Its hold carries its name, so that whoever finds the hold knows
 * where it was to lead.
 *
 * @param id tells it from every other attempt: letters, digits, at most 40
 * @param to where it leads
 */
public record Passage(String id, Side to) {

  private static final String PREFIX = "cutover-";

  public Passage {
    if (!id.matches("[A-Za-z0-9]{1,40}")) {
      throw new IllegalArgumentException("not the name of an attempt: " + id);
    }
  }

  /** The name of its hold. */
  public String hold() {
    return PREFIX + to.word() + "-" + id;
  }

  /** The attempt that a hold is of; empty for a hold that somebody else made. */
  public static Optional<Passage> of(Hold hold) {
    for (Side side : Side.values()) {
      String prefix = PREFIX + side.word() + "-";
      String name = hold.name();
      if (name.startsWith(prefix) && name.substring(prefix.length()).matches("[A-Za-z0-9]+")) {
        return Optional.of(new Passage(name.substring(prefix.length()), side));
      }
    }
    return Optional.empty();
  }
}
