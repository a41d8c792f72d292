package dev.crossfade.engine.check;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.engine.verify.RowSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rows of one side look like altogether. Not thread-safe; every reader has its own. */
final class EntityProfile implements RowSink {

  private final TableSchema table;
  private final List<ColumnProfile> columns = new ArrayList<>();
  private final Map<String, MetricTally> metrics = new LinkedHashMap<>();
  private long rows;

  EntityProfile(TableSchema table, List<MetricSpec> wanted) {
    this.table = table;
    for (Column column : table.columns()) {
      columns.add(ColumnProfile.of(column.type()));
    }
    for (MetricSpec metric : wanted) {
      if (metric.figure() instanceof MetricSpec.Declared declared) {
        metrics.put(metric.name(), new MetricTally(declared, table));
      }
    }
  }

  @Override
  public void row(@Nullable Object[] row) {
    rows++;
    for (int i = 0; i < row.length; i++) {
      columns.get(i).add(row[i]);
    }
    metrics.values().forEach(metric -> metric.add(row));
  }

  void merge(EntityProfile other) {
    rows += other.rows;
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).merge(other.columns.get(i));
    }
    metrics.forEach(
        (name, tally) -> {
          MetricTally more = other.metrics.get(name);
          if (more != null) {
            tally.merge(more);
          }
        });
  }

  long rows() {
    return rows;
  }

  TableSchema table() {
    return table;
  }

  ColumnProfile column(int index) {
    return columns.get(index);
  }

  MetricTally metric(String name) {
    MetricTally tally = metrics.get(name);
    if (tally == null) {
      throw new IllegalArgumentException("no metric " + name);
    }
    return tally;
  }
}
