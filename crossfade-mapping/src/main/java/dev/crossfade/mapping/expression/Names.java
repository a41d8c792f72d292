package dev.crossfade.mapping.expression;

import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.Suggestion;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.mapping.function.FunctionLibrary;
import dev.crossfade.mapping.problem.GeneratedColumns;
import dev.crossfade.mapping.problem.MappingProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what the names in an expression mean, and complains about those that mean nothing. */
final class Names {

  private static final Set<String> STANDARD =
      Set.of(
          "size",
          "contains",
          "startsWith",
          "endsWith",
          "matches",
          "int",
          "uint",
          "double",
          "string",
          "bytes",
          "bool",
          "timestamp",
          "duration",
          "getFullYear",
          "getMonth",
          "getDate",
          "getDayOfMonth",
          "getDayOfWeek",
          "getDayOfYear",
          "getHours",
          "getMinutes",
          "getSeconds",
          "getMilliseconds");

  private final String text;
  private final TableSchema table;
  private final FunctionLibrary library;
  private final Positions positions;
  private final List<Complaint> complaints = new ArrayList<>();

  Names(String text, TableSchema table, FunctionLibrary library, Positions positions) {
    this.text = text;
    this.table = table;
    this.library = library;
    this.positions = positions;
  }

  List<Complaint> complaints() {
    return complaints;
  }

  /** The variable of a column; empty, with a complaint, when there is no such column. */
  Optional<String> column(long node, String name) {
    int index = table.indexOf(name);
    if (index >= 0 && table.columns().get(index).generated()) {
      Problem generated = GeneratedColumns.problem(table, name);
      complaints.add(
          complaint(
              node,
              MappingProblem.GENERATED_COLUMN,
              generated.what(),
              generated.why(),
              generated.fix()));
    }
    if (index >= 0) {
      return Optional.of(Variables.name(index));
    }
    complaints.add(unknownColumn(node, name));
    return Optional.empty();
  }

  private Complaint unknownColumn(long node, String name) {
    for (String unsupported : table.unsupported()) {
      if (unsupported.startsWith(name + " ")) {
        return complaint(
            node,
            MappingProblem.UNSUPPORTED_COLUMN,
            "column '%s' of %s cannot be used".formatted(name, table.id()),
            "its type, " + unsupported.substring(name.length() + 1) + ", is not supported",
            "leave the column out");
      }
    }
    return complaint(
        node,
        MappingProblem.UNKNOWN_COLUMN,
        "%s has no column '%s'".formatted(table.id(), name),
        "its columns are " + listed(table.columnNames()),
        Suggestion.of(name, table.columnNames())
            .map(near -> "did you mean " + near + "?")
            .orElse("use one of its columns; text literals need quotes"));
  }

  private static String listed(List<String> names) {
    return names.size() <= 12
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 12)) + " and " + (names.size() - 12) + " more";
  }

  void columnNotLiteral(long node) {
    complaints.add(
        complaint(
            node,
            MappingProblem.BAD_LITERAL,
            "col() takes the name of a column in quotes",
            "the column has to be known before any row is seen",
            "write for example col('lead score')"));
  }

  void function(long node, CelMutableCall call) {
    String name = call.function();
    boolean operator = !Character.isLetter(name.codePointAt(0));
    boolean ours = library.functions().containsKey(name);
    if (operator || STANDARD.contains(name) || (ours && call.target().isEmpty())) {
      return;
    }
    complaints.add(
        complaint(
            node,
            MappingProblem.UNKNOWN_FUNCTION,
            "there is no function %s%s".formatted(name, ours ? " to be called on a value" : "()"),
            ours ? "functions of the library take the value as first argument" : "",
            ours ? "write " + name + "(x, ...)" : nearFunction(name)));
  }

  private String nearFunction(String name) {
    List<String> known = new ArrayList<>(library.functions().keySet());
    known.addAll(STANDARD);
    return Suggestion.of(name, known)
        .map(near -> "did you mean " + near + "()?")
        .orElse("`crossfade functions` lists all functions");
  }

  private Complaint complaint(long node, MappingProblem code, String what, String why, String fix) {
    return Complaint.at(text, positions.start(node), code, what, why, fix);
  }
}
