package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.LogicalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the logical type of a column of MariaDB or MySQL. */
final class MysqlTypes {

  private MysqlTypes() {}

  /** The logical type, or null when values of this type are not carried. */
  static @Nullable LogicalType logical(MysqlColumn column) {
    String type = column.dataType().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "tinyint", "smallint", "mediumint", "int", "bigint" -> integer(type, column);
      case "year" -> new LogicalType.Int(16);
      case "decimal" -> new LogicalType.Decimal(column.precision(), column.scale());
      case "float" -> new LogicalType.Floating(32);
      case "double" -> new LogicalType.Floating(64);
      case "bit" -> column.precision() == 1 ? new LogicalType.Bool() : new LogicalType.Bytes();
      case "date" -> new LogicalType.Date();
      case "time" -> new LogicalType.Interval();
      case "datetime" -> new LogicalType.Timestamp();
      case "timestamp" -> new LogicalType.TimestampTz();
      case "uuid" -> new LogicalType.Uuid();
      case "json" -> new LogicalType.Json();
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
          new LogicalType.Bytes();
      default -> textual(type, column);
    };
  }

  private static @Nullable LogicalType textual(String type, MysqlColumn column) {
    return switch (type) {
      case "char" ->
          column.length() == 0
              ? LogicalType.Text.UNBOUNDED
              : new LogicalType.FixedText((int) column.length());
      case "varchar" -> new LogicalType.Text((int) column.length());
      case "tinytext", "text", "mediumtext", "longtext" ->
          column.json() ? new LogicalType.Json() : LogicalType.Text.UNBOUNDED;
      case "set" -> LogicalType.Text.UNBOUNDED;
      case "enum" ->
          new LogicalType.Enumeration(
              column.table() + "_" + column.name(), labels(column.columnType()));
      default -> null;
    };
  }

  /** An unsigned type becomes the next wider signed one; the widest has a type of its own. */
  private static LogicalType integer(String type, MysqlColumn column) {
    String full = column.columnType().toLowerCase(Locale.ROOT);
    if (full.equals("tinyint(1)")) {
      return new LogicalType.Bool();
    }
    boolean unsigned = full.contains("unsigned");
    return switch (type) {
      case "tinyint" -> new LogicalType.Int(16);
      case "smallint" -> new LogicalType.Int(unsigned ? 32 : 16);
      case "mediumint" -> new LogicalType.Int(32);
      case "int" -> new LogicalType.Int(unsigned ? 64 : 32);
      default -> unsigned ? new LogicalType.UInt64() : new LogicalType.Int(64);
    };
  }

  /** The labels of {@code enum('a','it''s')}. */
  static List<String> labels(String columnType) {
    List<String> labels = new ArrayList<>();
    int at = columnType.indexOf('\'');
    while (at >= 0) {
      StringBuilder label = new StringBuilder();
      int end = at + 1;
      while (columnType.charAt(end) != '\'' || columnType.startsWith("''", end)) {
        label.append(columnType.charAt(end));
        end += columnType.charAt(end) == '\'' ? 2 : 1;
      }
      labels.add(label.toString());
      at = columnType.indexOf('\'', end + 1);
    }
    return labels;
  }
}
