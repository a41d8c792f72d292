package dev.crossfade.mapping.expression;

import dev.cel.common.types.CelType;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.mapping.value.RowValues;
import dev.crossfade.mapping.value.ValueTypes;
import dev.crossfade.mapping.value.ValueTypes.NullMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A table's columns as variables. Inside CEL they are called {@code @col_n}, so no name clashes.
 */
final class Variables {

  private static final String PREFIX = "@col_";

  private final TableSchema table;
  private final List<CelType> types = new ArrayList<>();
  private final List<UnaryOperator<Object>> readers = new ArrayList<>();

  Variables(TableSchema table) {
    this.table = table;
    for (Column column : table.columns()) {
      NullMode mode = column.nullable() ? NullMode.NULLABLE : NullMode.NOT_NULL;
      types.add(ValueTypes.of(column.type(), mode));
      readers.add(RowValues.reader(column.type()));
    }
  }

  TableSchema table() {
    return table;
  }

  int size() {
    return types.size();
  }

  CelType type(int index) {
    return types.get(index);
  }

  UnaryOperator<Object> reader(int index) {
    return readers.get(index);
  }

  static String name(int index) {
    return PREFIX + index;
  }

  /** The column behind an internal name, or -1. */
  static int index(String name) {
    return name.startsWith(PREFIX) ? Integer.parseInt(name.substring(PREFIX.length())) : -1;
  }
}
