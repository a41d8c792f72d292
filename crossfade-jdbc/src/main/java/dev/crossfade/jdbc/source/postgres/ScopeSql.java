package dev.crossfade.jdbc.source.postgres;

/** What statements about tables in scope begin with. */
final class ScopeSql {

  /** The tables named by two arrays, and all that they are divided into: schemas, names. */
  static final String TABLES =
      """
      WITH RECURSIVE scope (oid) AS (
        SELECT c.oid FROM unnest(?::text[], ?::text[]) AS wanted (schema, name)
        JOIN pg_namespace n ON n.nspname = wanted.schema
        JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.name
        UNION
        SELECT i.inhrelid FROM pg_inherits i JOIN scope ON i.inhparent = scope.oid)
      """;

  private ScopeSql() {}
}
