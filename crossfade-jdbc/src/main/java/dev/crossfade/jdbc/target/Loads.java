package dev.crossfade.jdbc.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
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

  /** The source in the name under which the number of a mapping is remembered. */
  private static final String SOURCE_OF_MAPPING =
      "(SELECT split_part(name, ':', 2) FROM crossfade.fact WHERE migration = ?"
          + " AND name LIKE 'mapping.%:%' AND value = ?::text LIMIT 1)";

  private Loads() {}

  /**
   * Stores a load of changes that were held, with their source and mapping version where they have
   * but one.
   *
   * @param held numbers of the loads that held them
   */
  static void drained(
      Connection connection,
      TargetSettings settings,
      long id,
      Collection<Long> held,
      long rows,
      long refused)
      throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO crossfade.load (id, migration, kind, source, mapping_version, run, actor,"
            + " row_count, refused_count) SELECT ?, ?, ?,"
            + " CASE WHEN count(DISTINCT source) = 1 THEN min(source) END,"
            + " CASE WHEN count(DISTINCT mapping_version) = 1 THEN min(mapping_version) END,"
            + " ?, ?, ?, ? FROM crossfade.load WHERE id = ANY (?)",
        id,
        settings.migration(),
        Kind.DRAIN.name(),
        settings.run(),
        settings.actor(),
        rows,
        refused,
        held.toArray(Long[]::new));
  }

  static long next(Connection connection) throws SQLException {
    return Sql.number(connection, "SELECT " + NEXT);
  }

  /**
   * Stores a load.
   *
   * @param actor who wanted it
   * @param origin source of a stream or drain, null if several, unknown, or that of the mapping
   * @param mapping of a chunk, whose source is put on record with it
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
            + " actor, row_count, refused_count) VALUES (?, ?, ?, coalesce(?, "
            + SOURCE_OF_MAPPING
            + "), ?, ?, ?, ?, ?, ?)",
        id,
        settings.migration(),
        kind.name(),
        origin,
        settings.migration(),
        mapping,
        mapping,
        mappingVersion,
        settings.run(),
        actor,
        rows,
        refused);
  }
}
