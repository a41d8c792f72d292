package dev.crossfade.mapping;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.TypeText;
import dev.crossfade.mapping.problem.MappingProblem;

/** Words for rules that cannot feed their column. */
final class Misfits {

  private Misfits() {}

  static Problem of(Column column, LogicalType from) {
    return of(column, TypeText.of(from), fix(from, column.type()));
  }

  static Problem of(Column column, String from, String fix) {
    return Problem.of(
        MappingProblem.RESULT_TYPE,
        "column '%s' is %s, but the value is %s"
            .formatted(column.name(), TypeText.of(column.type()), from),
        "values are never converted silently when meaning or digits could be lost",
        fix);
  }

  private static String fix(LogicalType from, LogicalType to) {
    if (from instanceof LogicalType.Timestamp && to instanceof LogicalType.TimestampTz) {
      return "write at(x, 'Europe/Berlin') with the zone of its clock, or set timeZone of the source";
    }
    if (to instanceof LogicalType.Text) {
      return "write toText(x)";
    }
    if (to instanceof LogicalType.Floating) {
      return "write toDouble(x), which may lose digits";
    }
    if (to instanceof LogicalType.Decimal) {
      return "write decimal(x)";
    }
    if (to instanceof LogicalType.Int) {
      return "write toInt(x)";
    }
    if (to instanceof LogicalType.Date || to instanceof LogicalType.Json) {
      return "write " + TypeText.of(to) + "(x)";
    }
    return "convert the value with a function, or change the type of the column";
  }

  static Problem keyFromData(Column column, String source, TableSchema table) {
    return Problem.of(
        MappingProblem.KEY_DEPENDS_ON_DATA,
        "key column '%s' is computed from '%s', which is not part of the key of %s"
            .formatted(column.name(), source, table.id()),
        "the value may change, and then the target row could not be found again",
        "use only "
            + String.join(", ", table.key())
            + "; keys from other columns come with a later release");
  }
}
