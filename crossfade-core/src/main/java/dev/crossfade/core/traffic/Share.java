package dev.crossfade.core.traffic;

import dev.crossfade.core.canary.Cohort;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which consumers are among the first so many percent. A consumer has one place for ever, so a
 * share that grows only ever adds consumers, and one that shrinks only takes away.
 */
public final class Share {

  /** How many places there are. */
  static final int PLACES = 10_000;

  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Share() {}

  /**
   * Of which cohort a consumer is at a share: among those on the new stack, among as many of those
   * on the legacy one (or all of them, where there are fewer), or of none. The baseline is taken
   * from the last places, so that growing takes nobody out of it but to read from the new stack.
   */
  public static @Nullable Cohort cohort(String group, String consumer, int percent) {
    int place = place(group, consumer);
    int size = PLACES / 100;
    if (place < percent * size) {
      return Cohort.NEW;
    }
    int baseline = Math.min(percent, 100 - percent);
    return place >= (100 - baseline) * size ? Cohort.BASELINE : null;
  }

  /**
   * The place of a consumer, which no version of this program may ever change. The group is in it
   * so that the same people are not always the first.
   */
  static int place(String group, String consumer) {
    long hash = fold(fold(BASIS, group) * PRIME, consumer);
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) Long.remainderUnsigned(hash ^ (hash >>> 33), PLACES);
  }

  private static long fold(long start, String text) {
    long hash = start;
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * PRIME;
    }
    return hash;
  }
}
