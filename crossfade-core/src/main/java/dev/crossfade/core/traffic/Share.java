package dev.crossfade.core.traffic;

import java.nio.charset.StandardCharsets;

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

  /** Whether the consumer is among the first so many percent. */
  public static boolean holds(String group, String consumer, int percent) {
    return percent >= 100 || (percent > 0 && place(group, consumer) < percent * (PLACES / 100));
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
