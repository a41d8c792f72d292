package dev.crossfade.jdbc.target.sql;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.jdbc.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Definitions of an entity's tables, from first row to publication. */
public final class StagingSql {

  /** Nothing else may touch a staging table; a vacuum would stand in the way of publishing. */
  private static final String QUIET =
      "autovacuum_enabled = false, toast.autovacuum_enabled = false";

  private final EntityTables tables;

  public StagingSql(EntityTables tables) {
    this.tables = tables;
  }

  public String createTable() {
    return "CREATE TABLE IF NOT EXISTS "
        + tables.staging()
        + " (\n"
        + tables.columns().stream().map(this::column).collect(Collectors.joining())
        + "  \"_cf_load\" bigint NOT NULL DEFAULT 0,\n"
        + "  \"_cf_position\" text COLLATE \"C\"\n) WITH ("
        + QUIET
        + ")";
  }

  public String createChanges() {
    return "CREATE TABLE IF NOT EXISTS "
        + tables.changes()
        + " (\n  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
        + "  load bigint NOT NULL,\n  source text NOT NULL,\n"
        + "  position text COLLATE \"C\" NOT NULL,\n  op text NOT NULL,\n"
        + "  payload bytea NOT NULL\n)";
  }

  /** A type for an enumeration. */
  public String createType(LogicalType.Enumeration type) {
    return "CREATE TYPE "
        + tables.types().enumeration(type.name())
        + " AS ENUM ("
        + type.labels().stream().map(TextForm::quoted).collect(Collectors.joining(", "))
        + ")";
  }

  public String addKey() {
    return "ALTER TABLE "
        + tables.staging()
        + " ADD CONSTRAINT "
        + Names.quoted(tables.keyConstraint())
        + " PRIMARY KEY ("
        + Identifiers.POSTGRES.list(tables.shape().table().key())
        + ")";
  }

  public String addUnique(List<String> columns) {
    return "ALTER TABLE "
        + tables.staging()
        + " ADD CONSTRAINT "
        + Names.quoted(tables.uniqueConstraint(columns))
        + " UNIQUE ("
        + Identifiers.POSTGRES.list(columns)
        + ")";
  }

  public String addIndex(List<String> columns) {
    return "CREATE INDEX IF NOT EXISTS "
        + Names.quoted(tables.indexName(columns))
        + " ON "
        + tables.staging()
        + " ("
        + Identifiers.POSTGRES.list(columns)
        + ")";
  }

  /** What turns the staging table into the production table, in order. */
  public List<String> publish() {
    String alter = "ALTER TABLE " + tables.staging();
    List<String> statements = new ArrayList<>();
    statements.add(alter + " RESET (autovacuum_enabled, toast.autovacuum_enabled)");
    if (tables.shape().appendOnly()) {
      // once applications write here, the log has to tell which rows they change
      statements.add(alter + " REPLICA IDENTITY FULL");
    }
    statements.add(alter + " SET SCHEMA " + Names.quoted(tables.productionSchema()));
    return statements;
  }

  private String column(Column column) {
    return "  "
        + Names.quoted(column.name())
        + " "
        + tables.types().declared(column.type())
        + (column.nullable() ? "" : " NOT NULL")
        + ",\n";
  }
}
