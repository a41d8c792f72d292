package dev.crossfade.engine.verify;

import org.jspecify.annotations.Nullable;

/** What one side shows for a key at one moment. */
record Sighting(State state, @Nullable Digest digest, @Nullable Object @Nullable [] row) {

  static final Sighting ABSENT = new Sighting(State.ABSENT, null, null);
  static final Sighting REFUSED = new Sighting(State.REFUSED, null, null);

  /** Two source rows claim the same target key. */
  static final Sighting CONTESTED = new Sighting(State.CONTESTED, null, null);

  static Sighting of(Digest digest, @Nullable Object[] row) {
    return new Sighting(State.ROW, digest, row.clone());
  }

  enum State {
    ROW,
    ABSENT,
    REFUSED,
    CONTESTED
  }

  boolean same(Sighting other) {
    return state == other.state
        && (digest == null ? other.digest == null : digest.equals(other.digest));
  }
}
