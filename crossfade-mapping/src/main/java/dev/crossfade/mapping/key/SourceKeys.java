package dev.crossfade.mapping.key;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.spec.SystemType;
import java.util.HashSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Columns in which a source holds different values that are read as one. */
public final class SourceKeys {

  private SourceKeys() {}

  /** Why values that the source tells apart may be read as one; null when they never are. */
  public static @Nullable String folded(Column column, SystemType source) {
    if (column.type() instanceof LogicalType.Array) {
      return "arrays that differ only in the number of their first element are read as one";
    }
    return source.mysqlFamily() ? mysql(column) : null;
  }

  private static @Nullable String mysql(Column column) {
    if (column.type() instanceof LogicalType.Enumeration labels && ambiguous(labels)) {
      return "its labels do not tell all its values apart";
    }
    String declared = column.nativeType().toLowerCase(Locale.ROOT);
    return declared.startsWith("set(") && declared.contains("''")
        ? "an empty set and one that holds the empty label are read as one"
        : null;
  }

  /** Whether values of the type can be zero dates. */
  public static boolean calendar(LogicalType type) {
    return type instanceof LogicalType.Date
        || type instanceof LogicalType.Timestamp
        || type instanceof LogicalType.TimestampTz;
  }

  /** What is no label is stored as the empty text; servers that are not strict allow duplicates. */
  private static boolean ambiguous(LogicalType.Enumeration type) {
    return type.labels().contains("") || new HashSet<>(type.labels()).size() < type.labels().size();
  }
}
