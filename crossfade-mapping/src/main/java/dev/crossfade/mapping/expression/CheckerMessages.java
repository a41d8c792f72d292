package dev.crossfade.mapping.expression;

import dev.cel.common.CelIssue;
import dev.crossfade.mapping.function.FunctionLibrary;
import dev.crossfade.mapping.function.LibraryFunction;
import dev.crossfade.mapping.function.Overload;
import dev.crossfade.mapping.problem.MappingProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what CEL's parser and checker found in the words of this product. */
final class CheckerMessages {

  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '([^']+)' applied to '\\((.*?)\\)'.*", Pattern.DOTALL);
  private static final Map<String, String> TYPE_NAMES =
      Map.of(
          "wrapper\\((\\w+)\\)", "$1",
          "\\bstring\\b", "text",
          "google\\.protobuf\\.Timestamp", "timestamptz",
          "google\\.protobuf\\.Duration", "duration",
          "google\\.protobuf\\.StringValue", "text",
          "google\\.protobuf\\.Int64Value", "int",
          "google\\.protobuf\\.DoubleValue", "double",
          "google\\.protobuf\\.BoolValue", "bool",
          "google\\.protobuf\\.BytesValue", "bytes");

  private CheckerMessages() {}

  static List<Complaint> syntax(String text, List<CelIssue> issues) {
    CelIssue first = issues.get(0);
    boolean limit =
        first.getMessage().contains("exceeds limit") || first.getMessage().contains("limit:");
    return List.of(
        complaint(
            first,
            limit ? MappingProblem.LIMIT : MappingProblem.SYNTAX,
            limit ? "the expression is too large" : "the expression is not valid CEL",
            plain(first.getMessage()),
            limit
                ? "split it over several columns or use a taxonomy"
                : "text literals need quotes; a column whose name is no identifier is written"
                    + " col('name')"));
  }

  static List<Complaint> types(String text, List<CelIssue> issues, FunctionLibrary library) {
    List<Complaint> complaints = new ArrayList<>();
    for (CelIssue issue : issues) {
      Matcher overload = NO_OVERLOAD.matcher(issue.getMessage());
      complaints.add(
          overload.matches()
              ? noOverload(issue, overload.group(1), plain(overload.group(2)), library)
              : complaint(
                  issue,
                  MappingProblem.TYPE,
                  "the types do not fit",
                  plain(issue.getMessage()),
                  "convert explicitly, for example with toText(), decimal() or toInt()"));
    }
    return complaints;
  }

  private static Complaint noOverload(
      CelIssue issue, String function, String types, FunctionLibrary library) {
    LibraryFunction known = library.functions().get(function);
    if (known != null) {
      String signatures =
          known.overloads().stream()
              .map(Overload::signature)
              .distinct()
              .limit(4)
              .collect(Collectors.joining(" or "));
      return complaint(
          issue,
          MappingProblem.TYPE,
          "%s() does not take (%s)".formatted(function, types),
          "it takes " + signatures,
          "convert the argument, for example with toText() or decimal()");
    }
    String operator = function.equals("@in") ? "in" : function.replace("_", "").replace("@", "");
    boolean mixed = types.contains("decimal") && types.contains("double");
    return complaint(
        issue,
        MappingProblem.TYPE,
        "'%s' does not take (%s)".formatted(operator, types),
        mixed
            ? "a decimal is never turned into a double silently"
            : "the operand types differ or the operator is not defined for them",
        mixed
            ? "write decimal(x) around the double"
            : "convert explicitly, for example with toText(), decimal() or toInt()");
  }

  private static Complaint complaint(
      CelIssue issue, MappingProblem code, String what, String why, String fix) {
    int line = Math.max(1, issue.getSourceLocation().getLine());
    int column = Math.max(0, issue.getSourceLocation().getColumn()) + 1;
    return new Complaint(code, line, column, what, why, fix);
  }

  private static String plain(String message) {
    String text = message.replaceAll("\\s+", " ").strip();
    for (Map.Entry<String, String> name : TYPE_NAMES.entrySet()) {
      text = text.replaceAll(name.getKey(), name.getValue());
    }
    return text.replace("localtimestamp", "timestamp without zone");
  }
}
