package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.sql.Identifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statements that read one table. Ranges are compared and ordered by the database with the key
 * columns' own operators, so any type and collation works.
 */
final class PostgresSelect {

  private static final Pattern SENT_AS_TEXT =
      Pattern.compile("text|character varying.*|bpchar|name|xml|(.*\\.)?citext");

  private final TableSchema table;
  private final Set<String> gone;
  private final List<Column> keyColumns;
  private final String from;
  private final String key;

  /**
   * @param only whether rows of tables that inherit from this one are left out; must not be set for
   *     a partitioned table, which has no rows of its own
   */
  PostgresSelect(TableSchema table, Inheritance only) {
    this(table, only, Set.of());
  }

  /**
   * @param gone columns that are NULL
   */
  PostgresSelect(TableSchema table, Inheritance only, Set<String> gone) {
    this.table = table;
    this.gone = gone;
    this.keyColumns = table.key().stream().map(n -> table.columns().get(table.indexOf(n))).toList();
    this.from =
        " FROM "
            + (only == Inheritance.EXCLUDED ? "ONLY " : "")
            + Identifiers.POSTGRES.quote(table.id());
    this.key = row(keyColumns.stream().map(c -> Identifiers.POSTGRES.quote(c.name())).toList());
  }

  /** Whether a table's rows include those of its children. */
  enum Inheritance {
    INCLUDED,
    EXCLUDED
  }

  List<LogicalType> types() {
    return table.columns().stream().map(Column::type).toList();
  }

  List<Column> keyColumns() {
    return keyColumns;
  }

  List<LogicalType> keyTypes() {
    return keyColumns.stream().map(Column::type).toList();
  }

  String all() {
    return "SELECT " + expressions(table.columns()) + from;
  }

  String range(KeyRange range) {
    List<String> conditions = new ArrayList<>();
    if (range.from() != null) {
      conditions.add(key + " >= " + literal(range.from()));
    }
    if (range.to() != null) {
      conditions.add(key + " < " + literal(range.to()));
    }
    return conditions.isEmpty() ? all() : all() + " WHERE " + String.join(" AND ", conditions);
  }

  String keys(Collection<Key> wanted) {
    return all() + with(wanted);
  }

  /** Locks the rows that {@link #keys} reads. */
  String lock(Collection<Key> wanted) {
    return "SELECT 1" + from + with(wanted) + " FOR UPDATE";
  }

  private String with(Collection<Key> wanted) {
    String list = wanted.stream().map(this::literal).collect(Collectors.joining(", "));
    return " WHERE " + key + " IN (" + list + ")";
  }

  /** The key of the row that stands {@code distance} rows after the first of this range. */
  String boundary(KeyRange rest, long distance) {
    String where = rest.from() == null ? "" : " WHERE " + key + " >= " + literal(rest.from());
    String order =
        keyColumns.stream()
            .map(column -> Identifiers.POSTGRES.quote(column.name()))
            .collect(Collectors.joining(", "));
    return "SELECT "
        + expressions(keyColumns)
        + from
        + where
        + " ORDER BY "
        + order
        + " OFFSET "
        + distance
        + " LIMIT 1";
  }

  private String literal(Key value) {
    return row(
        IntStream.range(0, keyColumns.size())
            .mapToObj(i -> literal(keyColumns.get(i).type(), value.value(i)))
            .toList());
  }

  private static String literal(LogicalType type, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("a key contains NULL");
    }
    return PostgresText.literal(type, value);
  }

  private static String row(List<String> parts) {
    return parts.size() == 1 ? parts.get(0) : "(" + String.join(", ", parts) + ")";
  }

  private String expressions(List<Column> columns) {
    return columns.stream().map(this::expression).collect(Collectors.joining(", "));
  }

  /** Types without a logical type of their own travel as the text the database prints. */
  private String expression(Column column) {
    if (gone.contains(column.name())) {
      return "NULL";
    }
    String name = Identifiers.POSTGRES.quote(column.name());
    boolean spelled =
        column.type() instanceof LogicalType.Text
            && !SENT_AS_TEXT.matcher(column.nativeType()).matches();
    return spelled
        ? "CASE WHEN " + name + " IS NOT NULL THEN pg_catalog.format('%s', " + name + ") END"
        : name;
  }
}
