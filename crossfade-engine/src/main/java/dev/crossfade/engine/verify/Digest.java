package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.RowDigest;
import java.util.Comparator;

/** The 128-bit digest of a row as a value. */
record Digest(long high, long low) implements Comparable<Digest> {

  private static final Comparator<Digest> ORDER =
      Comparator.comparingLong(Digest::high).thenComparingLong(Digest::low);

  static Digest of(RowDigest computed) {
    return new Digest(computed.high(), computed.low());
  }

  @Override
  public int compareTo(Digest other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }
}
