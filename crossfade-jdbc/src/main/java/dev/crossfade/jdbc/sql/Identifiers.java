package dev.crossfade.jdbc.sql;

import dev.crossfade.core.schema.TableId;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Quotes names of schemas, tables and columns so that any stored name is taken literally, whatever
 * characters it has. Always quotes; names are case-sensitive as stored in the catalog.
 */
public enum Identifiers {
  /** {@code "name"}. */
  POSTGRES('"'),
  /** {@code `name`}, for MariaDB and MySQL. */
  MYSQL('`');

  private final String quote;

  Identifiers(char quote) {
    this.quote = String.valueOf(quote);
  }

  /**
   * One quoted name.
   *
   * @throws IllegalArgumentException when it is empty or contains NUL, which no catalog stores
   */
  public String quote(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a possible name in a database");
    }
    return quote + name.replace(quote, quote + quote) + quote;
  }

  /** {@code "schema"."table"}. */
  public String quote(TableId table) {
    return quote(table.schema()) + "." + quote(table.name());
  }

  /** Quoted names separated by commas. */
  public String list(Collection<String> names) {
    return names.stream().map(this::quote).collect(Collectors.joining(", "));
  }
}
