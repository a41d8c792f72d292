package dev.crossfade.codec.form;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares a file with its form. */
public final class Checker {

  private final List<Problem> problems = new ArrayList<>();

  private Checker() {}

  /** Everything in which the value differs from the form. */
  public static List<Problem> check(Form form, Tree tree) {
    Checker checker = new Checker();
    checker.compare(form, tree, form.what());
    return checker.problems;
  }

  private void compare(Form form, Tree tree, String name) {
    if (form instanceof Form.Either either) {
      either(either, tree, name);
    } else if (form instanceof Form.Fields fields && tree instanceof Tree.Fields map) {
      fields(fields, map);
    } else if (form instanceof Form.Entries entries && tree instanceof Tree.Fields map) {
      entries(entries, map);
    } else if (form instanceof Form.Items items && tree instanceof Tree.Items list) {
      list.items().forEach(item -> compare(items.item(), item, items.item().what()));
    } else if (tree instanceof Tree.Scalar scalar && scalarForm(form)) {
      Scalars.check(form, scalar, name).ifPresent(problems::add);
    } else {
      problems.add(wrongKind(form, tree, name));
    }
  }

  private static boolean scalarForm(Form form) {
    return !(form instanceof Form.Fields
        || form instanceof Form.Entries
        || form instanceof Form.Items);
  }

  /** The alternative of the same kind is compared; so its message is precise. */
  private void either(Form.Either either, Tree tree, String name) {
    for (Form form : either.forms()) {
      boolean nothing = form instanceof Form.Nothing;
      boolean isNull = tree instanceof Tree.Scalar scalar && scalar.style() == Tree.Style.NULL;
      boolean candidate =
          switch (tree.kind()) {
            case "a list" -> form instanceof Form.Items;
            case "a map" -> form instanceof Form.Fields || form instanceof Form.Entries;
            default -> scalarForm(form) && nothing == isNull;
          };
      if (candidate) {
        compare(form, tree, name);
        return;
      }
    }
    problems.add(wrongKind(either, tree, name));
  }

  private static Problem wrongKind(Form form, Tree tree, String name) {
    return Problem.of(
            SpecProblem.WRONG_TYPE,
            "%s is %s".formatted(name, tree.kind()),
            "it has to be " + Shapes.of(form),
            "write " + Shapes.of(form))
        .at(tree.location());
  }

  private void fields(Form.Fields form, Tree.Fields map) {
    map.values().forEach((key, value) -> field(form, map, key, value));
    form.fields()
        .forEach(
            (key, field) -> {
              if (field.presence() == Form.Presence.REQUIRED && !map.values().containsKey(key)) {
                problems.add(missing(form, map, key, field.form()));
              }
            });
  }

  private static Problem missing(Form.Fields form, Tree.Fields map, String key, Form value) {
    return Problem.of(
            SpecProblem.MISSING_KEY,
            "key '%s' is missing from %s".formatted(key, form.what()),
            "it says " + value.what(),
            "add `" + key + ":`")
        .at(map.location());
  }

  private void field(Form.Fields form, Tree.Fields map, String key, Tree value) {
    Form.Field field = form.fields().get(key);
    if (field != null) {
      compare(field.form(), value, "'" + key + "'");
      return;
    }
    problems.add(
        Problem.of(
                SpecProblem.UNKNOWN_KEY,
                "unknown key '%s' in %s".formatted(key, form.what()),
                "its keys are " + String.join(", ", form.fields().keySet()),
                Suggestion.of(key, form.fields().keySet())
                    .map(near -> "did you mean " + near + "?")
                    .orElse("remove it"))
            .at(place(map, key)));
  }

  private void entries(Form.Entries form, Tree.Fields map) {
    Pattern pattern = Pattern.compile(form.keyPattern(), Pattern.DOTALL);
    for (Map.Entry<String, Tree> entry : map.values().entrySet()) {
      if (!pattern.matcher(entry.getKey()).matches()) {
        problems.add(
            Problem.of(
                    SpecProblem.BAD_NAME,
                    "'%s' is not allowed as a name here".formatted(entry.getKey()),
                    "names have to match " + form.keyPattern(),
                    "choose another name")
                .at(place(map, entry.getKey())));
      }
      compare(form.value(), entry.getValue(), "'" + entry.getKey() + "'");
    }
  }

  private static Location place(Tree.Fields map, String key) {
    Location location = map.keys().get(key);
    return location == null ? map.location() : location;
  }

  /** Words for what a form accepts. */
  static final class Shapes {
    private Shapes() {}

    static String of(Form form) {
      if (form instanceof Form.Either either) {
        return either.forms().stream()
            .map(Shapes::of)
            .distinct()
            .collect(Collectors.joining(" or "));
      }
      if (form instanceof Form.Fields fields) {
        return "a map with " + String.join(", ", fields.fields().keySet());
      }
      if (form instanceof Form.Entries entries) {
        return "a map of " + entries.what();
      }
      if (form instanceof Form.Items items) {
        return "a list of " + items.what();
      }
      return Scalars.shape(form);
    }
  }
}
