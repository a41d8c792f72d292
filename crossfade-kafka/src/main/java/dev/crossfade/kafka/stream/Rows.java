package dev.crossfade.kafka.stream;

import dev.crossfade.kafka.decode.LogRecord.Counted;
import dev.crossfade.kafka.decode.LogRecord.Row;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows that are kept only to be compared. */
final class Rows {

  private static final long LONG = 64 * 1024;

  private Rows() {}

  /** The record, with a digest in place of each very long image. */
  static Counted light(Counted record) {
    if (!(record instanceof Row row) || length(row.before()) + length(row.after()) < LONG) {
      return record;
    }
    return new Row(
        row.transaction(),
        row.number(),
        row.place(),
        row.atMicros(),
        row.table(),
        row.op(),
        digest(row.before()),
        digest(row.after()),
        row.half());
  }

  private static @Nullable Object @Nullable [] digest(@Nullable Object @Nullable [] row) {
    return row == null ? null : new Object[] {length(row), Arrays.deepHashCode(row)};
  }

  private static long length(@Nullable Object @Nullable [] row) {
    long length = 0;
    if (row != null) {
      for (Object value : row) {
        if (value instanceof String text) {
          length += text.length();
        } else if (value instanceof byte[] bytes) {
          length += bytes.length;
        }
      }
    }
    return length;
  }
}
