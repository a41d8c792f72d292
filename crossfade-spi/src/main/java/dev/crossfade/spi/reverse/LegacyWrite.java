package dev.crossfade.spi.reverse;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do to one table of a source, in this order. In rows {@code Unavailable} stands for what
 * is left alone: in a new row the table's default.
 *
 * @param table whose rows
 * @param deletes keys whose rows go away; a missing row is fine
 * @param updates rows that are there and change
 * @param inserts new rows
 */
public record LegacyWrite(
    TableSchema table, List<Key> deletes, List<Update> updates, List<@Nullable Object[]> inserts) {

  public LegacyWrite {
    deletes = List.copyOf(deletes);
    updates = List.copyOf(updates);
    inserts = List.copyOf(inserts);
  }

  /**
   * A row that changes.
   *
   * @param key of the row that is there
   * @param row in the order of the table
   */
  public record Update(Key key, @Nullable Object[] row) {}
}
