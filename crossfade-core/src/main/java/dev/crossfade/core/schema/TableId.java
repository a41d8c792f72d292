package dev.crossfade.core.schema;

/**
 * The name of a table within one database.
 *
 * @param schema PostgreSQL schema, or MariaDB/MySQL database; as stored in the catalog, unquoted
 * @param name table name as stored in the catalog, unquoted
 */
public record TableId(String schema, String name) implements Comparable<TableId> {

  /** Parses {@code schema.name}; only the first dot separates. */
  public static TableId parse(String text) {
    int dot = text.indexOf('.');
    if (dot <= 0 || dot == text.length() - 1) {
      throw new IllegalArgumentException("not of the form schema.table: " + text);
    }
    return new TableId(text.substring(0, dot), text.substring(dot + 1));
  }

  @Override
  public int compareTo(TableId other) {
    int bySchema = schema.compareTo(other.schema);
    return bySchema != 0 ? bySchema : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return schema + "." + name;
  }
}
