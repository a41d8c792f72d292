package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.RowDigest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one side shows for a key at one moment.
 *
 * @param state in short
 * @param digests of the row that is there; of all rows that claim the key, in order, when contested
 * @param columns digests of the columns of the row that is there; the row itself may be large
 * @param refused the source row that its mapping refuses
 */
record Sighting(
    State state, List<Digest> digests, long @Nullable [] columns, @Nullable RefusedSource refused) {

  static final Sighting ABSENT = new Sighting(State.ABSENT, List.of(), null, null);

  static Sighting of(RowDigest digest, @Nullable Object[] row) {
    digest.digest(row);
    Digest whole = Digest.of(digest);
    return new Sighting(State.ROW, List.of(whole), digest.columns(row), null);
  }

  static Sighting refused(RefusedSource source) {
    return new Sighting(State.REFUSED, List.of(), null, source);
  }

  enum State {
    ROW,
    ABSENT,
    REFUSED,
    /** Two source rows claim the same target key. */
    CONTESTED
  }

  /** What two source rows of one key amount to; a refused one claims nothing. */
  Sighting and(Sighting other) {
    if (state == State.REFUSED) {
      return other;
    }
    if (other.state == State.REFUSED) {
      return this;
    }
    List<Digest> both = Stream.concat(digests.stream(), other.digests.stream()).sorted().toList();
    return new Sighting(State.CONTESTED, both, null, null);
  }

  boolean same(Sighting other) {
    return state == other.state
        && digests.equals(other.digests)
        && Objects.equals(refused, other.refused);
  }
}
