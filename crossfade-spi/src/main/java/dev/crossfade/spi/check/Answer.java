package dev.crossfade.spi.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query answered.
 *
 * @param columns names of its columns
 * @param rows values as the database spells them, NULL as null; not more than the limit
 * @param extent whether these are all rows
 */
public record Answer(List<String> columns, List<List<@Nullable String>> rows, Extent extent) {

  public Answer {
    columns = List.copyOf(columns);
    List<List<@Nullable String>> copy = new ArrayList<>();
    rows.forEach(row -> copy.add(Collections.unmodifiableList(new ArrayList<>(row))));
    rows = Collections.unmodifiableList(copy);
  }

  /** Whether an answer is whole. */
  public enum Extent {
    WHOLE,
    /** There are more rows than were looked at. */
    CUT
  }
}
