package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Says which arrays Debezium cannot carry in every case. It stops at them and loses nothing, so
 * these are notes: their context says {@code blocking=false}.
 */
final class PostgresArrays {

  /** Elements of which Debezium recognises an unchanged large array. */
  private static final Set<String> RECOGNISED =
      Set.of(
          "text",
          "character varying",
          "character",
          "json",
          "jsonb",
          "bytea",
          "integer",
          "bigint",
          "date",
          "uuid");

  private PostgresArrays() {}

  static List<Problem> notes(TableSchema table) {
    List<Problem> notes = new ArrayList<>();
    String large = names(table, column -> !RECOGNISED.contains(element(column)));
    if (!large.isEmpty() && table.replicaIdentity() == ReplicaIdentity.KEY) {
      notes.add(
          note(
              table,
              "large values of its arrays may stop capture: " + large,
              "Debezium fails at an update that leaves an array of this type unchanged when the"
                  + " server keeps the array out of line (more than about 2 kB)",
              "if the arrays grow so large: ALTER TABLE "
                  + Identifiers.POSTGRES.quote(table.id())
                  + " REPLICA IDENTITY FULL"));
    }
    String numbers = names(table, column -> element(column).equals("numeric"));
    if (!numbers.isEmpty()) {
      notes.add(
          note(
              table,
              "NaN in its arrays of numbers stops capture: " + numbers,
              "Debezium cannot convert NaN or infinity within an array",
              "keep NaN and infinity out of them, or leave the table out"));
    }
    String labels = names(table, PostgresArrays::ofLabels);
    if (!labels.isEmpty()) {
      notes.add(
          note(
              table,
              "NULL in its arrays of enumerations stops capture: " + labels,
              "Debezium takes the elements of such an array for NOT NULL",
              "keep NULL out of them, or leave the table out"));
    }
    return notes;
  }

  private static boolean ofLabels(Column column) {
    return column.type() instanceof LogicalType.Array array
        && array.element() instanceof LogicalType.Enumeration;
  }

  private static String names(TableSchema table, Predicate<Column> wanted) {
    List<String> names =
        table.columns().stream()
            .filter(column -> column.type() instanceof LogicalType.Array && !column.generated())
            .filter(wanted)
            .map(column -> column.name() + " " + column.nativeType())
            .toList();
    return String.join(", ", names);
  }

  /** {@code character varying(20)[]} without length and brackets; a domain is its own element. */
  private static String element(Column column) {
    return column.nativeType().replaceAll("\\([^)]*\\)|\\[\\]", "").strip();
  }

  private static Problem note(TableSchema table, String what, String why, String fix) {
    return Problem.of(SourceProblem.VALUE_NOT_IN_LOG, "Table " + table.id() + ": " + what, why, fix)
        .with("table", table.id())
        .with("blocking", "false");
  }
}
