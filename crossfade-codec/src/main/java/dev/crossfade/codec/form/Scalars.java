package dev.crossfade.codec.form;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.Suggestion;
import java.util.Optional;

/** Compares single values with their forms. */
final class Scalars {

  private Scalars() {}

  static Optional<Problem> check(Form form, Tree.Scalar value, String name) {
    if (form instanceof Form.Choice choice) {
      return choice.words().contains(value.text())
          ? Optional.empty()
          : notAChoice(choice, value, name);
    }
    boolean fits = fits(form, value);
    if (!fits) {
      return wrong(
          SpecProblem.WRONG_TYPE, value, "%s is %s".formatted(name, value.kind()), shape(form));
    }
    if (form instanceof Form.Whole whole && !within(whole, value.text())) {
      return wrong(
          SpecProblem.BAD_VALUE, value, "%s is %s".formatted(name, value.text()), shape(form));
    }
    if (form instanceof Form.Named named && !value.text().matches(named.pattern())) {
      return wrong(
          SpecProblem.BAD_NAME,
          value,
          "%s is '%s'".formatted(name, value.text()),
          named.what() + ", matching " + named.pattern());
    }
    return Optional.empty();
  }

  private static boolean fits(Form form, Tree.Scalar value) {
    return switch (value.style()) {
      case NULL -> form instanceof Form.Nothing;
      case TEXT -> form instanceof Form.Text || form instanceof Form.Named;
      case WHOLE ->
          form instanceof Form.Whole || form instanceof Form.Text || form instanceof Form.Named;
      case NUMBER -> form instanceof Form.Text || form instanceof Form.Named;
      case FLAG ->
          form instanceof Form.Flag || form instanceof Form.Text || form instanceof Form.Named;
    };
  }

  private static boolean within(Form.Whole whole, String text) {
    try {
      long number = Long.parseLong(text.startsWith("+") ? text.substring(1) : text);
      return number >= whole.least() && number <= whole.most();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Optional<Problem> notAChoice(Form.Choice choice, Tree.Scalar value, String name) {
    String words = String.join(", ", choice.words());
    return Optional.of(
        Problem.of(
                SpecProblem.BAD_VALUE,
                "%s is '%s'".formatted(name, value.text()),
                choice.words().size() == 1
                    ? "it has to be " + words
                    : "it has to be one of " + words,
                Suggestion.of(value.text(), choice.words())
                    .map(near -> "did you mean " + near + "?")
                    .orElse("write " + choice.words().get(0)))
            .at(value.location()));
  }

  private static Optional<Problem> wrong(
      SpecProblem code, Tree.Scalar value, String what, String shape) {
    return Optional.of(
        Problem.of(code, what, "it has to be " + shape, "write " + shape).at(value.location()));
  }

  static String shape(Form form) {
    if (form instanceof Form.Whole whole) {
      return "a whole number from " + whole.least() + " to " + whole.most();
    }
    if (form instanceof Form.Flag) {
      return "true or false";
    }
    if (form instanceof Form.Choice choice) {
      return String.join(" or ", choice.words());
    }
    return form instanceof Form.Nothing ? "null" : form.what();
  }
}
