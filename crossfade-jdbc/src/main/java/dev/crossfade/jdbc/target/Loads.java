package dev.crossfade.jdbc.target;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The load rows: what wrote rows, by which mapping version, in which run, by whom. */
final class Loads {

  /** Where rows came from. */
  enum Kind {
    CHUNK,
    STREAM,
    DRAIN,
    REPAIR
  }

  /** An expression that takes the next number. */
  static final String NEXT = "nextval(pg_get_serial_sequence('crossfade.load', 'id'))";

  private Loads() {}

  static long next(Connection connection) throws SQLException {
    return Sql.number(connection, "SELECT " + NEXT);
  }

  /**
   * Stores a load.
   *
   * @param actor who wanted it
   * @param origin source of a stream or drain, null if several or unknown
   * @param mapping of a chunk
   */
  static void insert(
      Connection connection,
      TargetSettings settings,
      String actor,
      long id,
      Kind kind,
      @Nullable String origin,
      @Nullable Integer mapping,
      @Nullable String mappingVersion,
      long rows,
      long refused)
      throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO crossfade.load (id, migration, kind, source, mapping, mapping_version, run,"
            + " actor, row_count, refused_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        settings.migration(),
        kind.name(),
        origin,
        mapping,
        mappingVersion,
        settings.run(),
        actor,
        rows,
        refused);
  }
}
