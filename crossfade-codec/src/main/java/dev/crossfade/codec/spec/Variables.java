package dev.crossfade.codec.spec;

import dev.crossfade.codec.form.Tree;
import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the values of variables where texts name them as {@code ${var:NAME}}. */
final class Variables {

  private static final Pattern USE = Pattern.compile("\\$\\{var:([^}]*)\\}");

  private final Map<String, Tree.Scalar> values = new LinkedHashMap<>();
  private final List<Problem> problems;

  private Variables(List<Problem> problems) {
    this.problems = problems;
  }

  /** No variables, as long as the file that declares them has not been read. */
  static Variables none() {
    return new Variables(new ArrayList<>());
  }

  /** The variables that a map declares. */
  Variables(Tree main, List<Problem> problems) {
    this(problems);
    Tree declared = ((Tree.Fields) main).values().get("vars");
    if (declared instanceof Tree.Fields fields) {
      fields.values().forEach((name, value) -> values.put(name, (Tree.Scalar) value));
    }
    values.values().stream().filter(value -> uses(value.text())).forEach(this::refuse);
  }

  private static boolean uses(String text) {
    return USE.matcher(text).find();
  }

  private void refuse(Tree.Scalar value) {
    problems.add(
        Problem.of(
                SpecProblem.UNKNOWN_VARIABLE,
                "a variable is named in the value of a variable",
                "variables have plain values",
                "write the value out")
            .at(value.location()));
  }

  /** The same tree with values in place of variables; each keeps its place in the file. */
  Tree resolve(Tree tree) {
    if (tree instanceof Tree.Fields fields) {
      Map<String, Tree> resolved = new LinkedHashMap<>();
      fields.values().forEach((key, value) -> resolved.put(key, resolve(value)));
      return new Tree.Fields(resolved, fields.keys(), fields.place());
    } else if (tree instanceof Tree.Items items) {
      return new Tree.Items(items.items().stream().map(this::resolve).toList(), items.place());
    }
    Tree.Scalar scalar = (Tree.Scalar) tree;
    return uses(scalar.text()) ? resolve(scalar) : scalar;
  }

  private Tree resolve(Tree.Scalar scalar) {
    Matcher use = USE.matcher(scalar.text());
    if (use.matches() && values.containsKey(use.group(1))) {
      Tree.Scalar value = values.get(use.group(1));
      return new Tree.Scalar(value.text(), value.style(), scalar.place());
    }
    use.reset();
    StringBuilder text = new StringBuilder();
    while (use.find()) {
      Tree.Scalar value = values.get(use.group(1));
      if (value == null) {
        problems.add(unknown(use.group(1), scalar));
      }
      use.appendReplacement(text, Matcher.quoteReplacement(value == null ? "" : value.text()));
    }
    return new Tree.Scalar(use.appendTail(text).toString(), Tree.Style.TEXT, scalar.place());
  }

  private Problem unknown(String name, Tree.Scalar scalar) {
    List<String> known = new ArrayList<>(values.keySet());
    return Problem.of(
            SpecProblem.UNKNOWN_VARIABLE,
            "there is no variable '" + name + "'",
            known.isEmpty() ? "none is declared" : "there are " + String.join(", ", known),
            Suggestion.of(name, known)
                .map(near -> "did you mean " + near + "?")
                .orElse("declare it under `vars` of crossfade.yaml or of the overlay"))
        .at(scalar.location());
  }
}
