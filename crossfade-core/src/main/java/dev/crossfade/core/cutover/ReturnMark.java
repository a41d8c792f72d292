package dev.crossfade.core.cutover;

import java.util.Optional;

/**
 * The mark in the target's log behind which the way back begins: what is before it the sources
 * have. It is a durable fact of the target.
 *
 * @param number of the mark
 * @param epoch of the {@link Direction} for which it was written; a mark of another one says
 *     nothing
 */
public record ReturnMark(long number, long epoch) {

  /** As the fact says it: {@code 4 17}. */
  public String text() {
    return number + " " + epoch;
  }

  /** What the fact says of this direction; empty while no mark was written for it. */
  public static Optional<ReturnMark> of(Optional<String> fact, Direction direction) {
    return fact.filter(text -> !text.isEmpty())
        .map(ReturnMark::parse)
        .filter(mark -> mark.epoch() == direction.epoch());
  }

  private static ReturnMark parse(String text) {
    int blank = text.indexOf(' ');
    return new ReturnMark(
        Long.parseLong(text.substring(0, blank)), Long.parseLong(text.substring(blank + 1)));
  }
}
