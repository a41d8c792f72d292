package dev.crossfade.jdbc.target;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.jdbc.target.sql.StagingSql;
import dev.crossfade.jdbc.target.sql.TextForm;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Creates what a migration needs in its target, in one transaction. Idempotent. */
final class Preparation {

  private final Connection connection;
  private final String migration;
  private final Schemas schemas;
  private final EpochFence fence;

  Preparation(Connection connection, String migration, Schemas schemas, EpochFence fence) {
    this.connection = connection;
    this.migration = migration;
    this.schemas = schemas;
    this.fence = fence;
  }

  void run(List<EntityShape> entities) throws SQLException {
    Migrator.lock(connection);
    Migrator.migrate(connection);
    ownSchema(schemas.staging());
    ownSchema(schemas.types());
    Sql.execute(connection, "GRANT USAGE ON SCHEMA " + quote(schemas.types()) + " TO PUBLIC");
    if (!schemaExists(schemas.production())) {
      Sql.execute(connection, "CREATE SCHEMA " + quote(schemas.production()));
    }
    Sql.update(
        connection,
        "INSERT INTO crossfade.release (migration) VALUES (?) ON CONFLICT DO NOTHING",
        migration);
    fence.hold(connection);
    RowSecret.create(connection, migration);
    for (EntityShape shape : entities) {
      entity(shape);
    }
  }

  private void entity(EntityShape shape) throws SQLException {
    String text = ShapeText.of(shape);
    String before = EntityRow.shape(connection, migration, shape.name());
    if (before != null) {
      same(shape, before, text);
      return;
    }
    EntityTables tables = schemas.tables(shape);
    refuseForeign(tables);
    for (Column column : tables.columns()) {
      type(tables, column.type());
    }
    StagingSql sql = new StagingSql(tables);
    Sql.execute(connection, sql.createTable());
    Sql.execute(connection, sql.createChanges());
    Sql.update(
        connection,
        "INSERT INTO crossfade.entity (migration, name, state, shape) VALUES (?, ?, ?, ?)",
        migration,
        shape.name(),
        EntityState.WAITING.name(),
        text);
  }

  private void same(EntityShape shape, String before, String now) {
    if (!before.equals(now)) {
      throw Problem.of(
              TargetProblem.SHAPE_CHANGED,
              "The shape of entity "
                  + shape.name()
                  + " differs from the one the target was prepared for ("
                  + ShapeText.difference(before, now)
                  + ")",
              "The specification was changed after the migration had begun",
              "Undo the change, or give the migration another name and start again")
          .raise();
    }
  }

  private void refuseForeign(EntityTables tables) throws SQLException {
    boolean taken = Sql.holds(connection, "SELECT to_regclass(?) IS NOT NULL", tables.production());
    if (taken) {
      throw Preflight.notOurs(tables.production()).raise();
    }
  }

  private void type(EntityTables tables, LogicalType type) throws SQLException {
    if (type instanceof LogicalType.Array array) {
      type(tables, array.element());
    }
    if (type instanceof LogicalType.Enumeration enumeration) {
      enumeration(tables, enumeration);
    }
  }

  private void enumeration(EntityTables tables, LogicalType.Enumeration type) throws SQLException {
    List<String> labels = EnumLabels.of(connection, schemas.types(), type.name());
    if (labels.isEmpty()) {
      Sql.execute(connection, new StagingSql(tables).createType(type));
    } else if (!labels.equals(type.labels())) {
      throw Problem.of(
              TargetProblem.SHAPE_CHANGED,
              "The enumeration " + type.name() + " exists with other labels",
              "Two columns use one name for different enumerations, or the labels were changed",
              "Give them different names, or give the migration another name and start again")
          .raise();
    }
  }

  /** Creates a schema of ours, or makes sure that an existing one is that of this migration. */
  private void ownSchema(String name) throws SQLException {
    String mark = "crossfade migration " + migration;
    if (!schemaExists(name)) {
      Sql.execute(connection, "CREATE SCHEMA " + quote(name));
      Sql.execute(connection, "COMMENT ON SCHEMA " + quote(name) + " IS " + TextForm.quoted(mark));
      return;
    }
    List<String> comments =
        Sql.list(
            connection,
            "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = ?",
            row -> row.getString(1),
            name);
    if (!comments.equals(Arrays.asList(mark))) {
      throw Problem.of(
              TargetProblem.SCHEMA_NOT_OURS,
              "The schema " + name + " exists in the target and is not of migration " + migration,
              "Another migration with a similar name, or somebody else, created it",
              "Give the migration another name, or drop the schema")
          .raise();
    }
  }

  private boolean schemaExists(String name) throws SQLException {
    return Sql.holds(
        connection, "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)", name);
  }

  private static String quote(String name) {
    return Identifiers.POSTGRES.quote(name);
  }
}
