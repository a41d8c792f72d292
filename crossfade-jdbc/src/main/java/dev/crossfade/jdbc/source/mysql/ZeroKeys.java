package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import java.util.List;
import java.util.Objects;

/** Keys that were perhaps read from a zero date, whose place in the order is not that of 1970. */
final class ZeroKeys {

  private ZeroKeys() {}

  /** Whether the key cannot bound a range because it may stand elsewhere than its values say. */
  static boolean possible(List<Column> columns, Key key) {
    for (int i = 0; i < columns.size(); i++) {
      Object value = key.value(i);
      if (value == null || (dated(columns.get(i).type()) && Objects.equals(value, 0L))) {
        return true;
      }
    }
    return false;
  }

  private static boolean dated(LogicalType type) {
    return type instanceof LogicalType.Date
        || type instanceof LogicalType.Timestamp
        || type instanceof LogicalType.TimestampTz;
  }
}
