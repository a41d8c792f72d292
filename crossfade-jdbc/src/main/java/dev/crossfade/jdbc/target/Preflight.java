package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.jdbc.target.sql.EntityTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What stands in the way of a migration into this target. Changes nothing. */
final class Preflight {

  private static final int OLDEST = 120_000;

  private final Connection connection;
  private final String migration;
  private final Schemas schemas;
  private final List<Problem> problems = new ArrayList<>();

  Preflight(Connection connection, String migration, Schemas schemas) {
    this.connection = connection;
    this.migration = migration;
    this.schemas = schemas;
  }

  List<Problem> run(List<EntityShape> entities) throws SQLException {
    server();
    privileges();
    problems.addAll(ShapeCheck.migration(schemas));
    for (EntityShape shape : entities) {
      EntityTables tables = schemas.tables(shape);
      problems.addAll(ShapeCheck.of(tables));
      taken(tables);
    }
    problems.addAll(ShapeCheck.collisions(entities));
    return problems;
  }

  private void server() throws SQLException {
    long version = Sql.number(connection, "SELECT current_setting('server_version_num')::bigint");
    if (version < OLDEST) {
      problems.add(
          Problem.of(
              TargetProblem.VERSION_TOO_OLD,
              "The target is PostgreSQL " + version / 10_000,
              "Version 12 is the oldest that is supported",
              "Use PostgreSQL 12 or newer as the target"));
    }
    if (!Sql.holds(connection, "SELECT current_setting('server_encoding') = 'UTF8'")) {
      problems.add(
          Problem.of(
              TargetProblem.ENCODING_NOT_UTF8,
              "The target database does not use UTF8",
              "Text of the sources could not be stored",
              "Create the target database with ENCODING 'UTF8'"));
    }
  }

  private void privileges() throws SQLException {
    if (!databasePrivileges()) {
      problems.add(missing("CREATE and TEMPORARY on the target database"));
    }
    if (Migrator.present(connection) && !Migrator.permitted(connection)) {
      problems.add(missing("rights on the tables of schema crossfade, which another user created"));
    }
    Boolean inSchema =
        Sql.first(
            connection,
            "SELECT has_schema_privilege(oid, 'CREATE') AND has_schema_privilege(oid, 'USAGE')"
                + " FROM pg_namespace WHERE nspname = ?",
            row -> row.getBoolean(1),
            schemas.production());
    if (Boolean.FALSE.equals(inSchema)) {
      problems.add(missing("CREATE and USAGE on schema " + schemas.production()));
    }
  }

  /** Creating schemas is needed only before the first preparation. */
  private boolean databasePrivileges() throws SQLException {
    return Sql.holds(
        connection,
        "SELECT has_database_privilege(current_database(), 'TEMPORARY') AND"
            + " (has_database_privilege(current_database(), 'CREATE') OR EXISTS"
            + " (SELECT FROM pg_namespace WHERE nspname = ?))",
        schemas.staging());
  }

  private static Problem missing(String privilege) {
    return Problem.of(
        TargetProblem.PRIVILEGE_MISSING,
        "The target's user lacks " + privilege,
        "Control, staging and production tables could not be created or written",
        "Grant it, or let the owner of the target run the migration");
  }

  /** Names in production that the entity needs and somebody else has. */
  private void taken(EntityTables tables) throws SQLException {
    if (ours(tables)) {
      return;
    }
    List<String> names = new ArrayList<>();
    names.add(tables.name());
    if (!tables.shape().appendOnly()) {
      names.add(tables.keyConstraint());
    }
    tables.shape().unique().forEach(columns -> names.add(tables.uniqueConstraint(columns)));
    tables.shape().indexes().forEach(columns -> names.add(tables.indexName(columns)));
    List<String> found =
        Sql.list(
            connection,
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = ? AND c.relname = ANY (?) ORDER BY 1",
            row -> row.getString(1),
            schemas.production(),
            names.toArray(String[]::new));
    found.forEach(name -> problems.add(notOurs(schemas.production() + "." + name)));
  }

  private boolean ours(EntityTables tables) throws SQLException {
    return Migrator.permitted(connection)
        && Sql.holds(
            connection,
            "SELECT state = 'LIVE' FROM crossfade.entity WHERE migration = ? AND name = ?",
            migration,
            tables.shape().name());
  }

  static Problem notOurs(String name) {
    return Problem.of(
        TargetProblem.TABLE_NOT_OURS,
        "The production schema already has " + name + ", which this migration did not create",
        "Publishing would need that name",
        "Rename or drop it, choose another target schema, or rename the entity");
  }
}
