package dev.crossfade.mapping;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.mapping.key.SourceKeys;
import dev.crossfade.mapping.problem.MappingProblem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * With {@code zeroDates: epoch} a zero date and 1970-01-01 are read as one, and the log has nothing
 * to tell them apart. In a key they could be two rows, so a row with that day is refused.
 */
final class ZeroDateKeys {

  private static final Long EPOCH = 0L;

  private final TableSchema table;
  private final int[] columns;

  private ZeroDateKeys(TableSchema table, int[] columns) {
    this.table = table;
    this.columns = columns;
  }

  static ZeroDateKeys of(TableSchema table, SourceSpec source) {
    boolean read = source.type().mysqlFamily() && source.zeroDates() == ZeroDates.EPOCH;
    int[] days =
        Arrays.stream(table.keyIndexes())
            .filter(index -> read && SourceKeys.calendar(table.columns().get(index).type()))
            .toArray();
    return new ZeroDateKeys(table, days);
  }

  /** Null when the key is certain to be that of one row. */
  @Nullable Refusal refusal(@Nullable Object[] sourceRow) {
    for (int column : columns) {
      if (EPOCH.equals(sourceRow[column])) {
        return new Refusal(
            "key",
            MappingProblem.UNREADABLE_VALUE,
            "'%s' is 1970-01-01 or a zero date, and which of the two cannot be told"
                .formatted(table.columns().get(column).name()));
      }
    }
    return null;
  }
}
