package dev.crossfade.bench.data;

import dev.crossfade.bench.servers.Postgres;
import java.sql.SQLException;

/** Whether a copy is complete and equal, row by row, by a hash of whole rows. */
public final class Copies {

  private Copies() {}

  /** Fails unless both tables hold the same rows. */
  public static void mustEqual(Postgres source, Postgres target, String table) throws SQLException {
    mustEqual(source, table, target, table);
  }

  /** Fails unless both tables, which have the same columns in any order, hold the same. */
  public static void mustEqual(
      Postgres source, String sourceTable, Postgres target, String targetTable)
      throws SQLException {
    String columns = columns(source, sourceTable);
    String expected = source.value(fingerprint(columns, sourceTable));
    String found = target.value(fingerprint(columns, targetTable));
    if (!expected.equals(found)) {
      throw new IllegalStateException(
          targetTable + " is no equal copy: expected " + expected + ", found " + found);
    }
  }

  /** The columns of a table in its own order, as the list of a SELECT. */
  public static String columns(Postgres side, String table) throws SQLException {
    return side.value(
        "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE"
            + " attrelid = '"
            + table
            + "'::regclass AND attnum > 0 AND NOT attisdropped");
  }

  private static String fingerprint(String columns, String table) {
    return "SELECT count(*) || ' rows, sum of hashes '"
        + " || coalesce(sum(hash_record_extended(t, 0)::numeric), 0) FROM (SELECT "
        + columns
        + " FROM "
        + table
        + ") t";
  }
}
