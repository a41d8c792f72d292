package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.engine.apply.RowText;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source row that its mapping refuses, as digests of its columns: the row may be large. */
final class RefusedSource {

  private final TableId table;
  private final long[] columns;
  private final BitSet unknown;

  private RefusedSource(TableId table, long[] columns, BitSet unknown) {
    this.table = table;
    this.columns = columns;
    this.unknown = unknown;
  }

  static RefusedSource of(TableSchema table, @Nullable Object[] row) {
    BitSet unknown = new BitSet(row.length);
    @Nullable Object[] known = row.clone();
    for (int i = 0; i < row.length; i++) {
      if (row[i] == Unavailable.VALUE || row[i] instanceof Unreadable) {
        unknown.set(i);
        known[i] = null;
      }
    }
    return new RefusedSource(table.id(), new RowDigest(table).columns(known), unknown);
  }

  /** The source row of a parked payload, empty when it holds none that is readable. */
  static Optional<RefusedSource> parked(TableSchema table, String payload) {
    return RowText.sourceRow(table, payload).map(row -> of(table, row));
  }

  /**
   * Whether what is parked is this very row. A value that the log did not carry, or that either
   * side cannot read, is no reason against it.
   */
  boolean parkedAs(RefusedSource parked) {
    if (!table.equals(parked.table) || columns.length != parked.columns.length) {
      return false;
    }
    for (int i = 0; i < columns.length; i++) {
      boolean known = !unknown.get(i) && !parked.unknown.get(i);
      if (known && columns[i] != parked.columns[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RefusedSource row
        && table.equals(row.table)
        && Arrays.equals(columns, row.columns)
        && unknown.equals(row.unknown);
  }

  @Override
  public int hashCode() {
    return Objects.hash(table, Arrays.hashCode(columns), unknown);
  }
}
