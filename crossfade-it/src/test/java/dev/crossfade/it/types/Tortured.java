package dev.crossfade.it.types;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of one of the sources, with what happens to it.
 *
 * @param engine where it is
 * @param table its name, unique among all
 * @param columns that are compared
 * @param create statements
 * @param history before the migration
 * @param seam while it is held
 * @param stream after it was published
 */
record Tortured(
    Engine engine,
    String table,
    List<Col> columns,
    List<String> create,
    List<String> history,
    List<String> seam,
    List<String> stream) {

  /** A source. */
  enum Engine {
    POSTGRES(null),
    /** Zero dates in NOT NULL columns are the epoch. */
    MARIADB("1970-01-01"),
    /** Zero dates in NOT NULL columns are NULL. */
    MARIADB_NULL(null);

    private final @Nullable String zeroDate;

    Engine(@Nullable String zeroDate) {
      this.zeroDate = zeroDate;
    }
  }

  static final List<Tortured> ALL = all();

  private static List<Tortured> all() {
    List<Tortured> all = new ArrayList<>();
    PostgresTypes.FAMILIES.forEach(f -> all.add(of(Engine.POSTGRES, f)));
    PostgresKeys.ALL.forEach(f -> all.add(of(Engine.POSTGRES, f)));
    MariaDbTypes.FAMILIES.forEach(f -> all.add(of(Engine.MARIADB, f)));
    MariaDbKeys.ALL.forEach(f -> all.add(of(Engine.MARIADB, f)));
    all.add(of(Engine.MARIADB_NULL, MariaDbTypes.ZEROS_NULL));
    return List.copyOf(all);
  }

  private static Tortured of(Engine engine, Family f) {
    List<Col> columns = new ArrayList<>(f.columns());
    columns.add(0, Col.exact("id", "bigint"));
    columns.add(1, Col.exact("label", "varchar(40)"));
    return new Tortured(engine, f.table(), columns, f.create(), f.history(), f.seam(), f.stream());
  }

  private static Tortured of(Engine engine, KeyFamily f) {
    return new Tortured(
        engine,
        f.table(),
        List.of(f.column(), Col.exact("label", "varchar(40)")),
        f.create(),
        f.history(),
        f.seam(),
        f.stream());
  }

  Connection session(Systems systems) throws SQLException {
    return switch (engine) {
      case POSTGRES -> systems.postgresSession();
      case MARIADB -> systems.mariaDbSession("types");
      case MARIADB_NULL -> systems.mariaDbSession(Systems.SECOND);
    };
  }

  /** The rows as the source prints them. */
  List<String> expected(Systems systems) throws SQLException {
    Comparison comparison = new Comparison(engine.zeroDate);
    try (Connection session = session(systems)) {
      return engine == Engine.POSTGRES
          ? comparison.postgres(session, table, columns)
          : comparison.mariaDb(session, table, columns);
    }
  }

  /** The rows as production prints them. */
  List<String> actual(Systems systems) throws SQLException {
    try (Connection session = systems.targetSession()) {
      return new Comparison(null).postgres(session, "unified." + table, columns);
    }
  }
}
