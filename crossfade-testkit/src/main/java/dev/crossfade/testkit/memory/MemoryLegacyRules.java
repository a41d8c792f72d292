package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.spi.target.RowsRefusedException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an in-memory source demands of rows beside what its tables say.
 *
 * @param defaults of columns, by name
 * @param unique columns whose values occur once each
 */
public record MemoryLegacyRules(Map<String, Object> defaults, List<String> unique) {

  /** Nothing. */
  public static final MemoryLegacyRules NONE = new MemoryLegacyRules(Map.of(), List.of());

  public MemoryLegacyRules {
    defaults = Map.copyOf(defaults);
    unique = List.copyOf(unique);
  }

  /** A new row with defaults in place of what was left to the table. */
  @Nullable Object[] completed(TableSchema table, @Nullable Object[] row) {
    @Nullable Object[] whole = row.clone();
    for (int i = 0; i < whole.length; i++) {
      whole[i] =
          whole[i] == Unavailable.VALUE ? defaults.get(table.columns().get(i).name()) : whole[i];
    }
    return whole;
  }

  /** Refuses rows as a database would. */
  void check(TableSchema table, Collection<@Nullable Object[]> rows) {
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      Set<Key> seen = new HashSet<>();
      for (@Nullable Object[] row : rows) {
        @Nullable Object value = row[i];
        fits(column, value);
        boolean once = unique.contains(column.name()) && value != null;
        if (once && !seen.add(Key.of(value))) {
          throw refused("23505");
        }
      }
    }
  }

  private static void fits(Column column, @Nullable Object value) {
    if (value == null && !column.nullable()) {
      throw refused("23502");
    }
    if (column.type() instanceof LogicalType.Text text
        && text.maxLength() > 0
        && value instanceof String string
        && string.length() > text.maxLength()) {
      throw refused("22001");
    }
  }

  static RowsRefusedException refused(String state) {
    return new RowsRefusedException(state, "", new IllegalStateException("simulated"));
  }
}
