package dev.crossfade.engine.replay;

import dev.crossfade.engine.replay.ProductionRows.Image;
import org.jspecify.annotations.Nullable;

/**
 * Some of all rows that there can be: those whose values fall into one of so many parts.
 *
 * @param number which part, from 0
 * @param parts how many there are
 */
record Share(int number, int parts) {

  private static final int MOST = 1 << 20;

  /** Where a repair is. */
  static Share parse(@Nullable String place, long rows, int each) {
    if (place == null) {
      return new Share(0, (int) Math.min(MOST, 1 + rows / each));
    }
    int slash = place.indexOf('/');
    return new Share(
        Integer.parseInt(place.substring(0, slash)), Integer.parseInt(place.substring(slash + 1)));
  }

  boolean has(Image image) {
    return Math.floorMod(image.low(), (long) parts) == number;
  }

  String place() {
    return number + "/" + parts;
  }

  /** The place behind it; null when it is the last. */
  @Nullable String next() {
    return number + 1 < parts ? (number + 1) + "/" + parts : null;
  }

  /** Where to begin when it holds too much. */
  String smaller() {
    return "0/" + Math.min(MOST, parts * 2);
  }
}
