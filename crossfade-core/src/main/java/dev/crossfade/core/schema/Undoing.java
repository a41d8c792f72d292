package dev.crossfade.core.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements by which somebody could make a table of a PostgreSQL target again what it was.
 *
 * @param before what it was
 * @param now what it is
 */
public record Undoing(TableSchema before, TableSchema now) {

  /**
   * What would undo one way in which a table is not what it was; empty where that cannot be told,
   * or is told with another one. What was lost with a column no statement brings back.
   */
  public static List<String> statements(
      TableSchema before, List<TableSchema> catalog, Drift drift) {
    return catalog.stream()
        .filter(table -> table.id().equals(before.id()))
        .findFirst()
        .map(now -> new Undoing(before, now).of(drift))
        .orElse(List.of());
  }

  private List<String> of(Drift drift) {
    String column = quoted(drift.column());
    return switch (drift.kind()) {
      case NEW -> renamed(drift.column()) ? List.of() : List.of(alter("DROP COLUMN " + column));
      case DROPPED ->
          type(before, drift.column()).stream()
              .map(type -> alter("ADD COLUMN " + column + " " + type))
              .toList();
      case RENAMED -> List.of(alter("RENAME COLUMN " + quoted(drift.other()) + " TO " + column));
      case RETYPED -> retyped(drift.column());
      case TABLE_GONE, KEY -> List.of();
    };
  }

  private boolean renamed(String column) {
    return Drift.between(before, List.of(now)).stream().anyMatch(d -> d.other().equals(column));
  }

  private List<String> retyped(String name) {
    Column was = before.columns().get(before.indexOf(name));
    Column is = now.columns().get(now.indexOf(name));
    String column = "ALTER COLUMN " + quoted(name);
    List<String> statements = new ArrayList<>();
    if (!was.nativeType().equals(is.nativeType())) {
      type(before, name)
          .ifPresent(
              type ->
                  statements.add(
                      alter(column + " TYPE " + type + " USING " + quoted(name) + "::" + type)));
    }
    if (was.nullable() != is.nullable()) {
      statements.add(alter(column + (was.nullable() ? " DROP" : " SET") + " NOT NULL"));
    }
    return statements;
  }

  private static Optional<String> type(TableSchema table, String column) {
    return Optional.of(table.columns().get(table.indexOf(column)).nativeType())
        .filter(type -> !type.isEmpty());
  }

  private String alter(String what) {
    TableId id = before.id();
    return "ALTER TABLE " + quoted(id.schema()) + "." + quoted(id.name()) + " " + what + ";";
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
