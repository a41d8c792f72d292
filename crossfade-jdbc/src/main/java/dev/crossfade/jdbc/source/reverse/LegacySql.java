package dev.crossfade.jdbc.source.reverse;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.spi.reverse.LegacyWrite;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements that change rows of one table of a source. */
final class LegacySql {

  private final LegacyDialect dialect;
  private final TableSchema table;
  private final String name;

  LegacySql(LegacyDialect dialect, TableSchema table, String name) {
    this.dialect = dialect;
    this.table = table;
    this.name = name;
  }

  /** In the order in which they have to run. */
  List<String> statements(LegacyWrite write) {
    List<String> statements = new ArrayList<>();
    write.deletes().forEach(key -> statements.add("DELETE FROM " + name + where(key)));
    for (LegacyWrite.Update update : write.updates()) {
      String sql = update(update);
      if (!sql.isEmpty()) {
        statements.add(sql);
      }
    }
    write.inserts().forEach(row -> statements.add(insert(row)));
    return statements;
  }

  private String insert(@Nullable Object[] row) {
    BitSet written = written(row);
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    written.stream()
        .forEach(
            i -> {
              names.add(table.columns().get(i).name());
              values.add(literal(i, row[i]));
            });
    return "INSERT INTO "
        + name.replaceFirst("^ONLY ", "")
        + " ("
        + dialect.identifiers().list(names)
        + ")"
        + dialect.overriding()
        + " VALUES ("
        + String.join(", ", values)
        + ")";
  }

  /** Empty where nothing changes. */
  private String update(LegacyWrite.Update update) {
    BitSet written = written(update.row());
    if (written.isEmpty()) {
      return "";
    }
    List<String> sets = new ArrayList<>();
    written.stream()
        .forEach(
            i -> {
              String column = dialect.identifiers().quote(table.columns().get(i).name());
              sets.add(column + " = " + literal(i, update.row()[i]));
            });
    for (String still : dialect.heldStill(table, written)) {
      String column = dialect.identifiers().quote(still);
      sets.add(column + " = " + column);
    }
    return "UPDATE " + name + " SET " + String.join(", ", sets) + where(update.key());
  }

  private BitSet written(@Nullable Object[] row) {
    BitSet written = new BitSet();
    for (int i = 0; i < row.length; i++) {
      if (row[i] != Unavailable.VALUE && !table.columns().get(i).generated()) {
        written.set(i);
      }
    }
    return written;
  }

  private String literal(int column, @Nullable Object value) {
    return value == null ? "NULL" : dialect.literal(table.columns().get(column), value);
  }

  private String where(Key key) {
    List<String> conditions = new ArrayList<>();
    int[] indexes = table.keyIndexes();
    for (int i = 0; i < indexes.length; i++) {
      Column column = table.columns().get(indexes[i]);
      conditions.add(dialect.compared(column) + " = " + literal(indexes[i], key.value(i)));
    }
    return " WHERE " + String.join(" AND ", conditions);
  }
}
