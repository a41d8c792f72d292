package dev.crossfade.core.check;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.TypeText;
import java.util.ArrayList;
import java.util.List;

/** Compares a table of production with the plan. Pure. */
public final class SchemaConformity {

  private SchemaConformity() {}

  /** In what it does not conform; empty when it does. Further nullable columns do no harm. */
  public static List<String> differences(TableSchema planned, TableSchema actual) {
    List<String> differences = new ArrayList<>();
    for (Column column : planned.columns()) {
      int at = actual.indexOf(column.name());
      if (at < 0 && !unread(column, actual)) {
        differences.add("column " + column.name() + " is missing");
      } else if (at >= 0) {
        compare(column, actual.columns().get(at), differences);
      }
    }
    if (!planned.key().equals(actual.key())) {
      differences.add("its key is " + actual.key() + " instead of " + planned.key());
    }
    return differences;
  }

  private static void compare(Column planned, Column actual, List<String> differences) {
    if (!same(planned.type(), actual.type())) {
      differences.add(
          "column %s has type %s instead of %s"
              .formatted(planned.name(), TypeText.of(actual.type()), TypeText.of(planned.type())));
    }
    if (planned.nullable() != actual.nullable()) {
      differences.add(
          "column " + planned.name() + (actual.nullable() ? " allows NULL" : " refuses NULL"));
    }
  }

  /** Enumerations are not read back from the catalog, only that there is a column of some type. */
  private static boolean unread(Column planned, TableSchema actual) {
    boolean enumeration =
        planned.type() instanceof LogicalType.Enumeration
            || (planned.type() instanceof LogicalType.Array array
                && array.element() instanceof LogicalType.Enumeration);
    return enumeration
        && actual.unsupported().stream().anyMatch(each -> each.startsWith(planned.name() + " "));
  }

  private static boolean same(LogicalType planned, LogicalType actual) {
    if (planned instanceof LogicalType.UInt64) {
      return actual.equals(new LogicalType.Decimal(20, 0));
    }
    if (planned instanceof LogicalType.Array one && actual instanceof LogicalType.Array other) {
      return same(one.element(), other.element());
    }
    return planned.equals(actual);
  }
}
