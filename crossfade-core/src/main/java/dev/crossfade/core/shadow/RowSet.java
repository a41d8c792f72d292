package dev.crossfade.core.shadow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An answer of one side.
 *
 * @param columns names, in small letters
 * @param rows values as the database spells them, NULL as null
 */
public record RowSet(List<String> columns, List<List<@Nullable String>> rows) {

  public RowSet {
    columns = columns.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    List<List<@Nullable String>> copy = new ArrayList<>();
    rows.forEach(row -> copy.add(Collections.unmodifiableList(new ArrayList<>(row))));
    rows = Collections.unmodifiableList(copy);
  }

  /** The value of a column in a row. */
  @Nullable String value(List<@Nullable String> row, String column) {
    return row.get(columns.indexOf(column));
  }
}
