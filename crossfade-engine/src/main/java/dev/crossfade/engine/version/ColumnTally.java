package dev.crossfade.engine.version;

import dev.crossfade.core.schema.LogicalType;
import java.util.DoubleSummaryStatistics;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of one column. One thread. */
final class ColumnTally {

  private final String column;
  private final LogicalType type;
  private final DoubleSummaryStatistics grown = new DoubleSummaryStatistics();
  private long rows;
  private long nulled;
  private long filled;

  ColumnTally(String column, LogicalType type) {
    this.column = column;
    this.type = type;
  }

  /** Looks at a row; whether the column is another one. */
  boolean differs(@Nullable Object before, @Nullable Object after) {
    if (Distance.same(before, after)) {
      return false;
    }
    rows++;
    if (after == null) {
      nulled++;
    } else if (before == null) {
      filled++;
    } else {
      Distance.between(type, before, after).ifPresent(grown::accept);
    }
    return true;
  }

  boolean changed() {
    return rows > 0;
  }

  ColumnChange result() {
    boolean none = grown.getCount() == 0;
    return new ColumnChange(
        column,
        rows,
        nulled,
        filled,
        grown.getCount(),
        none ? 0 : grown.getMin(),
        none ? 0 : grown.getMax(),
        grown.getSum(),
        Distance.unit(type));
  }
}
