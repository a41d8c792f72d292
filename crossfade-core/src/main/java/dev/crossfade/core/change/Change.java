package dev.crossfade.core.change;

import dev.crossfade.core.schema.TableId;
import org.jspecify.annotations.Nullable;

/**
 * One row change of a source, in the order of its log. Row arrays follow the source's {@link
 * dev.crossfade.core.schema.TableSchema}; a value the log did not carry is {@link
 * dev.crossfade.core.schema.Unavailable#VALUE}, one that its type cannot express is {@link
 * dev.crossfade.core.schema.Unreadable}.
 *
 * @param table the source table
 * @param op what happened
 * @param before the row before, for UPDATE and DELETE: at least its key columns, all columns where
 *     the log holds full images, every other column unavailable; null for INSERT and TRUNCATE. An
 *     update of the key is one UPDATE whose key differs between before and after. An update of a
 *     table with a key may leave out values of megabytes that {@code after} has. Of a table whose
 *     rows are left as they are, each image is a {@link RawImage}, and a TRUNCATE has an empty one
 * @param after the row after, for INSERT and UPDATE; null otherwise
 * @param position stable and ordered within the source
 */
public record Change(
    TableId table,
    Op op,
    @Nullable Object @Nullable [] before,
    @Nullable Object @Nullable [] after,
    Position position) {

  /** Whether nobody has read its images: each holds a {@link RawImage} only. */
  public boolean raw() {
    return raw(before) || raw(after);
  }

  private static boolean raw(@Nullable Object @Nullable [] row) {
    return row != null && row.length == 1 && row[0] instanceof RawImage;
  }

  /** The image as the log has it; null where there is none. */
  public static @Nullable String rawText(@Nullable Object @Nullable [] row) {
    return row != null && row[0] instanceof RawImage image ? image.text() : null;
  }

  /** Names the table and position only: rows stay out of logs. */
  @Override
  public String toString() {
    return op + " " + table + " at " + position.encoded();
  }
}
