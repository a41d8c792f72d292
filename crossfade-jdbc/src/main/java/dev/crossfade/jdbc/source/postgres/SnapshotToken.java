package dev.crossfade.jdbc.source.postgres;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a snapshot has seen, in the text form of {@code pg_snapshot}: {@code xmin:xmax:xip,…} with
 * 64-bit transaction ids.
 *
 * @param oldest every transaction before it had ended
 * @param next no transaction from it on had ended
 * @param running transactions between the two that had not ended
 */
record SnapshotToken(long oldest, long next, Set<Long> running) {

  private static final long HALF = 1L << 31;
  private static final long EPOCH = 1L << 32;

  SnapshotToken {
    running = Set.copyOf(running);
  }

  static SnapshotToken parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a snapshot: " + text);
    }
    Set<Long> running = new HashSet<>();
    for (String id : parts[2].isEmpty() ? List.<String>of() : List.of(parts[2].split(",", -1))) {
      running.add(Long.parseLong(id));
    }
    return new SnapshotToken(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running);
  }

  /**
   * Whether a committed transaction is visible.
   *
   * @param transaction its id as the log has it, 32 bits; ids further than 2^31 transactions from
   *     this snapshot do not occur, since the database freezes them long before
   */
  boolean sees(long transaction) {
    long full = restore(transaction & 0xFFFF_FFFFL);
    return full < oldest || (full < next && !running.contains(full));
  }

  /** Whether everything that had not ended in an earlier snapshot has ended in this one. */
  boolean ended(SnapshotToken earlier) {
    return next >= earlier.next && earlier.running.stream().allMatch(id -> id < next && over(id));
  }

  private boolean over(long id) {
    return id < oldest || !running.contains(id);
  }

  /** The 64-bit id nearest to this snapshot whose lower half is this. */
  private long restore(long low) {
    long full = (next & ~0xFFFF_FFFFL) | low;
    if (full - next > HALF) {
      return full - EPOCH;
    }
    return next - full > HALF ? full + EPOCH : full;
  }
}
