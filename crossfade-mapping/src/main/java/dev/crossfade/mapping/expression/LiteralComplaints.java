package dev.crossfade.mapping.expression;

import dev.crossfade.core.problem.Suggestion;
import dev.crossfade.mapping.function.LibraryFunction;
import dev.crossfade.mapping.function.LiteralRule;
import dev.crossfade.mapping.problem.MappingProblem;
import java.util.List;
import java.util.Optional;

/** Says what is wrong with an argument that has to be a known literal. */
final class LiteralComplaints {

  private LiteralComplaints() {}

  static Complaint of(
      LibraryFunction function, LiteralRule rule, Optional<String> value, String text, int offset) {
    boolean taxonomy = function.usesTaxonomy();
    String argument = "argument %d of %s()".formatted(rule.argument() + 1, function.name());
    if (value.isEmpty()) {
      return Complaint.at(
          text,
          offset,
          MappingProblem.BAD_LITERAL,
          argument + " has to be text in quotes",
          "it is checked before any row is seen",
          "write " + rule.expected());
    }
    String written = value.get();
    return Complaint.at(
        text,
        offset,
        taxonomy ? MappingProblem.UNKNOWN_TAXONOMY : MappingProblem.BAD_LITERAL,
        taxonomy
            ? "there is no taxonomy '" + written + "'"
            : "%s cannot be '%s'".formatted(argument, written),
        "it takes " + rule.expected(),
        near(written, rule.expected()));
  }

  private static String near(String written, String expected) {
    if (!expected.startsWith("one of ")) {
      return "write " + expected;
    }
    List<String> known = List.of(expected.substring("one of ".length()).split(", "));
    return Suggestion.of(written, known)
        .map(name -> "did you mean '" + name + "'?")
        .orElse("write " + expected);
  }
}
