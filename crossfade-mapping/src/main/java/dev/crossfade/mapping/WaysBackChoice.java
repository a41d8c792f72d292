package dev.crossfade.mapping;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.mapping.key.SourceKeys;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.RowFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses for each source column the best of the ways back to it. */
final class WaysBackChoice {

  private final TableSchema table;
  private final SourceSpec source;
  private final List<TargetColumn> columns;
  private final List<String> targetKey;

  WaysBackChoice(
      TableSchema table, SourceSpec source, List<TargetColumn> columns, List<String> targetKey) {
    this.table = table;
    this.source = source;
    this.columns = columns;
    this.targetKey = targetKey;
  }

  WaysBack choose(List<Declared> declared) {
    List<WaysBack.Source> sources = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      sources.add(source(i, declared));
    }
    return new WaysBack(table, columns, sources);
  }

  private WaysBack.Source source(int index, List<Declared> declared) {
    Declared said =
        declared.stream().filter(each -> each.column() == index).findFirst().orElse(null);
    int found = said == null ? found(index) : -1;
    Column column = table.columns().get(index);
    Object standIn = found < 0 || column.nullable() ? null : standIn(index, columns.get(found));
    boolean zero =
        found >= 0
            && columns.get(found).column().nullable()
            && !column.nullable()
            && source.zeroDates() == ZeroDates.NULL
            && source.type().mysqlFamily()
            && SourceKeys.calendar(column.type());
    return new WaysBack.Source(found, said, standIn, zero);
  }

  /** What is found exactly comes first, then what comes first in the target. */
  private int found(int index) {
    int best = -1;
    boolean key = table.key().contains(table.columns().get(index).name());
    for (int i = 0; i < columns.size(); i++) {
      TargetColumn column = columns.get(i);
      ColumnInverse inverse = column.inverse();
      if (inverse == null
          || !inverse.finds(index)
          || (key && !targetKey.contains(column.column().name()))) {
        continue;
      }
      boolean better = best < 0 || inverse.keeps().compareTo(columns.get(best).reversibility()) < 0;
      best = better ? i : best;
    }
    return best;
  }

  /** The empty text where it becomes NULL in the target. */
  private @Nullable Object standIn(int index, TargetColumn column) {
    boolean text = table.columns().get(index).type() instanceof LogicalType.Text;
    if (!text || !column.column().nullable() || column.sources().length != 1) {
      return null;
    }
    @Nullable Object[] row = new @Nullable Object[table.columns().size()];
    row[index] = "";
    try {
      return column.reversibility() != Reversibility.ONE_WAY && column.value(row) == null
          ? ""
          : null;
    } catch (RowFailure e) {
      return null;
    }
  }
}
