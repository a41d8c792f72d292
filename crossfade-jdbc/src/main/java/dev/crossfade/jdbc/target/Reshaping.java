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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gives prepared entities columns that they did not have, and columns other types. */
final class Reshaping {

  private static final String COLUMN = "column ";

  /** The name goes on until a type begins. */
  private static final Pattern NAME =
      Pattern.compile(
          "^column (.*?) (?:"
              + Arrays.stream(LogicalType.class.getPermittedSubclasses())
                  .map(Class::getSimpleName)
                  .collect(Collectors.joining("|"))
              + ")\\[");

  private final Connection connection;
  private final String migration;
  private final Schemas schemas;

  Reshaping(Connection connection, String migration, Schemas schemas) {
    this.connection = connection;
    this.migration = migration;
    this.schemas = schemas;
  }

  /** What there is to do, in order; waits for nothing and changes nothing. */
  List<String> statements(List<EntityShape> shapes) throws SQLException {
    List<String> statements = new ArrayList<>();
    for (EntityShape shape : shapes) {
      String before = EntityRow.shape(connection, migration, shape.name());
      if (before != null && !before.equals(ShapeText.of(shape))) {
        statements.addAll(statements(shape, before));
      }
    }
    return statements;
  }

  void run(List<EntityShape> shapes) throws SQLException {
    Sql.execute(connection, "SET LOCAL lock_timeout = '5s'");
    for (String statement : statements(shapes)) {
      Sql.execute(connection, statement);
    }
    for (EntityShape shape : shapes) {
      Sql.update(
          connection,
          "UPDATE crossfade.entity SET shape = ? WHERE migration = ? AND name = ?",
          ShapeText.of(shape),
          migration,
          shape.name());
    }
  }

  private List<String> statements(EntityShape shape, String before) throws SQLException {
    Map<String, String> old = columns(before);
    Map<String, String> now = columns(ShapeText.of(shape));
    if (!now.keySet().containsAll(old.keySet()) || !others(before).equals(others(shape))) {
      throw impossible(shape, ShapeText.difference(before, ShapeText.of(shape)));
    }
    EntityTables tables = schemas.tables(shape);
    String table = tables.table(zone(shape));
    List<String> statements = new ArrayList<>();
    for (Column column : shape.table().columns()) {
      String line = old.get(column.name());
      if (line == null) {
        type(shape, tables, column, statements);
        statements.add("ALTER TABLE " + table + " ADD COLUMN " + declared(tables, shape, column));
      } else if (!line.equals(now.get(column.name()))) {
        type(shape, tables, column, statements);
        statements.add(
            "ALTER TABLE "
                + table
                + " ALTER COLUMN "
                + Identifiers.POSTGRES.quote(column.name())
                + " TYPE "
                + tables.types().declared(column.type()));
      }
    }
    return statements;
  }

  private EntityTables.Zone zone(EntityShape shape) throws SQLException {
    boolean live =
        PostgresProgress.states(connection, migration).get(shape.name()) == EntityState.LIVE;
    return live ? EntityTables.Zone.PRODUCTION : EntityTables.Zone.STAGING;
  }

  private static String declared(EntityTables tables, EntityShape shape, Column column) {
    if (!column.nullable()) {
      throw impossible(shape, "rows that are there have no value for " + column.name());
    }
    return Identifiers.POSTGRES.quote(column.name()) + " " + tables.types().declared(column.type());
  }

  /** A type of labels is made, or gets those that it lacks; none is taken away, or moved. */
  private void type(EntityShape shape, EntityTables tables, Column column, List<String> statements)
      throws SQLException {
    if (!(element(column) instanceof LogicalType.Enumeration enumeration)) {
      return;
    }
    List<String> old = EnumLabels.of(connection, schemas.types(), enumeration.name());
    if (old.isEmpty()) {
      add(new StagingSql(tables).createType(enumeration), statements);
      return;
    }
    if (!enumeration.labels().stream().filter(old::contains).toList().equals(old)) {
      throw impossible(shape, "labels of " + enumeration.name() + " are gone, or in another order");
    }
    String place = " BEFORE " + TextForm.quoted(old.get(0));
    for (String label : enumeration.labels()) {
      String quoted = TextForm.quoted(label);
      if (!old.contains(label)) {
        String type = tables.types().enumeration(enumeration.name());
        add("ALTER TYPE " + type + " ADD VALUE IF NOT EXISTS " + quoted + place, statements);
      }
      place = " AFTER " + quoted;
    }
  }

  private static LogicalType element(Column column) {
    return column.type() instanceof LogicalType.Array array ? array.element() : column.type();
  }

  /** Several columns may be of one type. */
  private static void add(String statement, List<String> statements) {
    if (!statements.contains(statement)) {
      statements.add(statement);
    }
  }

  /** Lines about columns, by the column; a name may hold blanks, so the whole line tells. */
  private static Map<String, String> columns(String shape) {
    Map<String, String> columns = new LinkedHashMap<>();
    Arrays.stream(shape.split("\n", -1))
        .filter(line -> line.startsWith(COLUMN))
        .forEach(line -> columns.put(name(line), line));
    return columns;
  }

  private static String name(String line) {
    Matcher matcher = NAME.matcher(line);
    return matcher.find() ? matcher.group(1) : line;
  }

  private static List<String> others(String shape) {
    return Arrays.stream(shape.split("\n", -1)).filter(line -> !line.startsWith(COLUMN)).toList();
  }

  private static List<String> others(EntityShape shape) {
    return others(ShapeText.of(shape));
  }

  private static RuntimeException impossible(EntityShape shape, String why) {
    return Problem.of(
            TargetProblem.SHAPE_CHANGED,
            "The table of entity " + shape.name() + " cannot be altered like this (" + why + ")",
            "Columns that may be NULL can be added, labels too, and types of columns changed; nothing"
                + " else",
            "Undo the change in the specification, or give the migration another name and start"
                + " again")
        .raise();
  }
}
