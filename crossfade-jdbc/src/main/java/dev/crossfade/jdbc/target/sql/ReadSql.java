package dev.crossfade.jdbc.target.sql;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import java.util.List;
import java.util.stream.Collectors;

/** Queries of an entity's production table, in the entity's column order. */
public final class ReadSql {

  private final EntityTables tables;

  public ReadSql(EntityTables tables) {
    this.tables = tables;
  }

  /** Rows in blocks from (included) to (excluded, or negative for the end). */
  public String blocks(long from, long to) {
    return select()
        + " WHERE ctid >= '("
        + from
        + ",0)'::tid"
        + (to < 0 ? "" : " AND ctid < '(" + to + ",0)'::tid");
  }

  /** The same, no more than so many. */
  public String first(long from, long to, int most) {
    return blocks(from, to) + " LIMIT " + most;
  }

  /** Rows that have one of these keys; a key part is never null. */
  public String keys(List<Key> keys) {
    return select()
        + " WHERE ("
        + RowSql.names(tables.key())
        + ") IN (VALUES "
        + keys.stream().map(this::tuple).collect(Collectors.joining(", "))
        + ")";
  }

  private String tuple(Key key) {
    List<Column> columns = tables.key();
    StringBuilder tuple = new StringBuilder("(");
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      Object value = key.value(i);
      tuple
          .append(i == 0 ? "" : ", ")
          .append(value == null ? "NULL" : TextForm.literal(column.type(), value))
          .append("::")
          .append(tables.types().cast(column.type()));
    }
    return tuple.append(')').toString();
  }

  private String select() {
    return "SELECT " + RowSql.names(tables.columns()) + " FROM " + tables.production();
  }
}
