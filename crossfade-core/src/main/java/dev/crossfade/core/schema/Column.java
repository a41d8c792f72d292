package dev.crossfade.core.schema;

/**
 * A column of a table.
 *
 * @param name as stored in the catalog
 * @param type logical type of its values
 * @param nullable whether NULL is allowed
 * @param nativeType the database's own spelling, for messages and for casts
 * @param generated whether the database computes it (never written, and absent from the log)
 */
public record Column(
    String name, LogicalType type, boolean nullable, String nativeType, boolean generated) {

  public static Column of(String name, LogicalType type) {
    return new Column(name, type, true, "", false);
  }

  public Column notNull() {
    return new Column(name, type, false, nativeType, generated);
  }
}
