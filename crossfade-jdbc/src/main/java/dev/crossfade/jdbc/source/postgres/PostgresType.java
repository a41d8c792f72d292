package dev.crossfade.jdbc.source.postgres;

/**
 * A row of {@code pg_type}, as far as columns need it.
 *
 * @param name as stored
 * @param builtIn whether it belongs to the system's own schema
 * @param kind what it is
 * @param base type under a domain, else 0
 * @param baseModifier modifier a domain fixes, -1 for none
 * @param element type of an array's elements, else 0
 */
record PostgresType(
    String name, boolean builtIn, Kind kind, long base, int baseModifier, long element) {

  /** What a type is. */
  enum Kind {
    BASE,
    DOMAIN,
    ENUM,
    ARRAY,
    OTHER
  }
}
