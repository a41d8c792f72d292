package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.sql.Identifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements that read one table. Ranges are compared and ordered by the database; conditions
 * on several columns are written out so that the key's index serves them.
 */
final class MysqlSelect {

  private final TableSchema table;
  private final Set<String> gone;
  private final List<Column> key;
  private final String from;

  MysqlSelect(TableSchema table) {
    this(table, Set.of());
  }

  /**
   * @param gone columns that are NULL
   */
  MysqlSelect(TableSchema table, Set<String> gone) {
    this.table = table;
    this.gone = gone;
    this.key = table.key().stream().map(n -> table.columns().get(table.indexOf(n))).toList();
    this.from = " FROM " + Identifiers.MYSQL.quote(table.id());
  }

  List<Column> key() {
    return key;
  }

  String all() {
    return "SELECT " + expressions(table.columns()) + from;
  }

  String range(KeyRange range) {
    List<String> conditions = new ArrayList<>();
    if (range.from() != null) {
      conditions.add(compare(range.from(), 0, ">", ">="));
    }
    if (range.to() != null) {
      conditions.add(compare(range.to(), 0, "<", "<"));
    }
    return conditions.isEmpty() ? all() : all() + " WHERE " + String.join(" AND ", conditions);
  }

  String keys(Collection<Key> wanted) {
    return all() + " WHERE " + wanted.stream().map(this::equal).collect(Collectors.joining(" OR "));
  }

  /** Keys from the row on that stands {@code distance} rows after the first of this range. */
  String boundary(KeyRange rest, long distance) {
    String where = rest.from() == null ? "" : " WHERE " + compare(rest.from(), 0, ">", ">=");
    String order = key.stream().map(MysqlSelect::ordered).collect(Collectors.joining(", "));
    return "SELECT "
        + expressions(key)
        + from
        + where
        + " ORDER BY "
        + order
        + " LIMIT "
        + distance
        + ", 1";
  }

  /**
   * {@code a >= x AND (a > x OR (a = x AND (…)))}: the first part is what the index's range needs.
   */
  private String compare(Key bound, int place, String strict, String last) {
    Column column = key.get(place);
    String name = ordered(column);
    String literal = literal(column, bound.value(place));
    if (place == key.size() - 1) {
      return name + " " + last + " " + literal;
    }
    return name
        + " "
        + strict
        + "= "
        + literal
        + " AND ("
        + name
        + " "
        + strict
        + " "
        + literal
        + " OR ("
        + name
        + " = "
        + literal
        + " AND "
        + compare(bound, place + 1, strict, last)
        + "))";
  }

  private String equal(Key wanted) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      parts.add(ordered(key.get(i)) + " = " + literal(key.get(i), wanted.value(i)));
    }
    return "(" + String.join(" AND ", parts) + ")";
  }

  private static String literal(Column column, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("a key contains NULL");
    }
    return MysqlText.literal(column, value);
  }

  /**
   * What a key column is ordered and compared by. An enum is stored by number but compared with a
   * text as text, in another order; a set likewise.
   */
  static String ordered(Column column) {
    String name = Identifiers.MYSQL.quote(column.name());
    if (column.type() instanceof LogicalType.Enumeration) {
      return "(" + name + " + 0)";
    }
    return startsWith(column, "set(") ? "(CAST(" + name + " AS CHAR) COLLATE utf8mb4_bin)" : name;
  }

  private String expressions(List<Column> columns) {
    return columns.isEmpty()
        ? "1"
        : columns.stream().map(this::expression).collect(Collectors.joining(", "));
  }

  /**
   * The server prints a float with six digits but a double exactly. The driver rewrites the text of
   * dates with a time and drops leading zeros of their fraction, but leaves other text alone.
   */
  private String expression(Column column) {
    if (gone.contains(column.name())) {
      return "NULL";
    }
    String name = Identifiers.MYSQL.quote(column.name());
    if (startsWith(column, "datetime") || startsWith(column, "time")) {
      return "CONCAT(" + name + ")";
    }
    return startsWith(column, "float") ? name + " * 1E0" : name;
  }

  private static boolean startsWith(Column column, String type) {
    return column.nativeType().toLowerCase(Locale.ROOT).startsWith(type);
  }
}
