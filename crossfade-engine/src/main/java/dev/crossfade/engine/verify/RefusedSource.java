package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.engine.apply.RowText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source row that its mapping refuses, as it is now.
 *
 * @param table shape of its table
 * @param payload what quarantine has to hold
 */
record RefusedSource(TableSchema table, String payload) {

  static RefusedSource of(TableSchema table, @Nullable Object[] row) {
    return new RefusedSource(table, RowText.source(table, row));
  }

  /**
   * Whether a parked payload is this very row. A value that the log did not carry, or that either
   * side cannot read, is no reason against it.
   */
  boolean parkedAs(String parked) {
    if (payload.equals(parked)) {
      return true;
    }
    Optional<@Nullable Object[]> before = RowText.sourceRow(table, parked);
    Optional<@Nullable Object[]> now = RowText.sourceRow(table, payload);
    if (before.isEmpty() || now.isEmpty()) {
      return false;
    }
    @Nullable Object[] one = before.get();
    @Nullable Object[] other = now.get();
    for (int i = 0; i < one.length; i++) {
      if (unknown(one[i]) || unknown(other[i])) {
        one[i] = null;
        other[i] = null;
      }
    }
    return new RowDigest(table).differences(one, other).length == 0;
  }

  private static boolean unknown(@Nullable Object value) {
    return value == Unavailable.VALUE || value instanceof Unreadable;
  }
}
