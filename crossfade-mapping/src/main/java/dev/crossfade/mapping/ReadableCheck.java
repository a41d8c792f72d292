package dev.crossfade.mapping;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.mapping.problem.MappingProblem;
import org.jspecify.annotations.Nullable;

/** Finds unreadable values among the source columns that something needs. Immutable. */
record ReadableCheck(TableSchema table, String subject, int[] columns) {

  /** Null when all of them are readable. */
  @Nullable Refusal refusal(@Nullable Object[] row) {
    for (int column : columns) {
      if (row[column] instanceof Unreadable unreadable) {
        String name = table.columns().get(column).name();
        String text = "source column " + name + " holds " + unreadable.reason();
        return new Refusal(subject, MappingProblem.UNREADABLE_VALUE, text);
      }
    }
    return null;
  }
}
