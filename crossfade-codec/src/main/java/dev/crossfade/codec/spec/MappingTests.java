package dev.crossfade.codec.spec;

import dev.crossfade.codec.form.Checker;
import dev.crossfade.codec.form.Form;
import dev.crossfade.codec.form.Forms;
import dev.crossfade.codec.form.Tree;
import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.MappingTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads the tests of mappings beside a specification: files {@code tests/*.yaml}. */
public final class MappingTests {

  private static final List<String> PATTERN = List.of("tests/*.yaml");

  private final List<Problem> problems = new ArrayList<>();
  private final List<MappingTest> tests = new ArrayList<>();

  private MappingTests() {}

  /**
   * All tests, in the order of files; none where there are no files.
   *
   * @throws ProblemException with everything that is wrong with the files
   */
  public static List<MappingTest> load(Path folder) {
    FolderFiles files = new FolderFiles(folder);
    MappingTests loaded = new MappingTests();
    for (String name : files.matching(PATTERN, loaded.problems)) {
      Optional<Tree> tree =
          files
              .read(name, loaded.problems)
              .flatMap(text -> YamlFile.parse(name, text, loaded.problems));
      tree.ifPresent(loaded::file);
    }
    if (!loaded.problems.isEmpty()) {
      throw new ProblemException(loaded.problems);
    }
    return loaded.tests;
  }

  private void file(Tree tree) {
    Form form = Objects.requireNonNull(Forms.all().get("MappingTests"));
    List<Problem> found = Checker.check(form, tree);
    problems.addAll(found);
    if (found.isEmpty()) {
      View view = View.root(tree, "", View.noPlaces());
      String entity = view.get("entity").text();
      String from = view.text("from", "");
      view.items("cases").forEach(each -> test(entity, from, each));
    }
  }

  private void test(String entity, String from, View view) {
    View expect = view.find("expect");
    View refuse = view.find("refuse");
    if ((expect == null) == (refuse == null)) {
      problems.add(
          Problem.of(
                  SpecProblem.BAD_CHECK,
                  "a test expects a row or a refusal",
                  expect == null ? "it says neither" : "it says both",
                  "write `expect:` or `refuse:`")
              .at(view.tree().location()));
      return;
    }
    tests.add(
        new MappingTest(
            view.get("name").text(),
            entity,
            from,
            values(view.get("row")),
            expected(view, expect, refuse),
            view.tree().location()));
  }

  private static MappingTest.Expected expected(
      View view, @Nullable View expect, @Nullable View refuse) {
    if (refuse != null) {
      return new MappingTest.Refused(refuse.text(), view.text("column", ""));
    }
    View row = Objects.requireNonNull(expect);
    return row.isScalar() ? new MappingTest.LeftOut() : new MappingTest.Row(values(row));
  }

  private static Map<String, @Nullable String> values(View view) {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (String column : view.keys()) {
      View value = view.get(column);
      values.put(column, value.isNull() ? null : value.text());
    }
    return values;
  }
}
