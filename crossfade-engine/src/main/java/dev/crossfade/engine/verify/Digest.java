package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.RowDigest;

/** The 128-bit digest of a row as a value. */
record Digest(long high, long low) {

  static Digest of(RowDigest computed) {
    return new Digest(computed.high(), computed.low());
  }

  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }
}
