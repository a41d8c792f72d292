package dev.crossfade.oracle;

/**
 * The unified target as its readers see it.
 *
 * @param database where it lives
 * @param schema its production schema
 */
public record Production(Database database, String schema) {

  /** Quoted name of a table. */
  public String table(String name) {
    return '"' + schema.replace("\"", "\"\"") + "\".\"" + name + '"';
  }

  /** Quoted name of the table that mirrors a probe table of a source. */
  public String probe(Source source, String table) {
    return table(source.text() + "_" + table);
  }
}
