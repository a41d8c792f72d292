package dev.crossfade.oracle.workload;

import dev.crossfade.oracle.Source;
import java.util.SplittableRandom;

/**
 * Who a writer is, and the keys that are its own: writers never touch each other's rows but in the
 * shared registers and banks, so that each knows what its rows must look like.
 */
final class Identity {

  private static final long LIVE = 1_000_000_000L;
  final Source source;
  final int writer;
  final int writers;
  final int epoch;
  final SplittableRandom random;
  private long fresh;

  Identity(Source source, int writer, int writers, int epoch, long seed) {
    this.source = source;
    this.writer = writer;
    this.writers = writers;
    this.epoch = epoch;
    this.random = new SplittableRandom(seed * 31 + source.ordinal() * 1_000L + writer * 7L + epoch);
  }

  /** A key never used before: above all history, apart from other writers and earlier epochs. */
  long freshKey() {
    return LIVE + epoch * 1_000_000_000L + writer * 10_000_000L + fresh++;
  }

  /** One of this writer's share of the keys 1 to {@code count}, or 0 when there is none. */
  long historyKey(long count) {
    long own = count / writers;
    return own == 0 ? 0 : random.nextLong(own) * writers + writer + 1;
  }

  boolean chance(int part, int whole) {
    return random.nextInt(whole) < part;
  }

  String pick(String... words) {
    return words[random.nextInt(words.length)];
  }
}
