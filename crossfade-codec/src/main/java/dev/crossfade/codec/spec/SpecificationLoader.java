package dev.crossfade.codec.spec;

import dev.crossfade.codec.form.Checker;
import dev.crossfade.codec.form.Form;
import dev.crossfade.codec.form.Forms;
import dev.crossfade.codec.form.Tree;
import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.Locations.Place;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.TaxonomySpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads a specification folder, strictly. */
public final class SpecificationLoader {

  static final String MAIN = "crossfade.yaml";

  private final SpecFiles files;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Place> places = View.noPlaces();
  private final List<EntitySpec> entities = new ArrayList<>();
  private final List<TaxonomySpec> taxonomies = new ArrayList<>();

  private SpecificationLoader(Path folder) {
    this.files = new SpecFiles(folder);
  }

  /**
   * Reads the folder; touches nothing else and resolves no references.
   *
   * @throws ProblemException with all problems found, sorted by place
   */
  public static SpecDocument load(Path folder) {
    return new SpecificationLoader(folder).load();
  }

  private SpecDocument load() {
    View main = main();
    List<String> patterns = new ArrayList<>(List.of("entities/*.yaml", "taxonomies/*.yaml"));
    View include = main.find("include");
    if (include != null) {
      patterns.clear();
      patterns.addAll(include.texts());
    }
    files.matching(patterns, problems).forEach(this::part);
    MigrationSpec spec = bind(main);
    Locations locations = new Locations(places);
    new SpecificationRules(spec, locations, problems).check();
    throwProblems();
    return new SpecDocument(spec, locations, ContentHash.of(spec), GitState.of(files.folder()));
  }

  private View main() {
    Tree tree =
        files.read(MAIN, problems).flatMap(t -> YamlFile.parse(MAIN, t, problems)).orElse(null);
    if (tree == null || !conforms(tree, "Migration")) {
      throw sorted();
    }
    return View.root(Objects.requireNonNull(tree), "", places);
  }

  private boolean conforms(Tree tree, String kind) {
    Form form = Objects.requireNonNull(Forms.all().get(kind));
    List<Problem> found = Checker.check(form, tree);
    problems.addAll(found);
    return found.isEmpty();
  }

  private void part(String name) {
    Optional<Tree> parsed =
        files.read(name, problems).flatMap(text -> YamlFile.parse(name, text, problems));
    if (parsed.isEmpty()) {
      return;
    }
    Tree tree = parsed.get();
    String kind = kind(tree);
    if (kind == null) {
      problems.add(misplaced(name, tree));
    } else if (conforms(tree, kind)) {
      add(kind, tree);
    }
  }

  private void add(String kind, Tree tree) {
    String name = View.root(tree, "", View.noPlaces()).get("name").text();
    if (kind.equals("Entity")) {
      View view = View.root(tree, path("entities", name, entities.size()), places);
      entities.add(new EntityBinder(problems).entity(view));
    } else {
      View view = View.root(tree, path("taxonomies", name, taxonomies.size()), places);
      taxonomies.add(Binder.taxonomy(view));
    }
  }

  /** A second thing of the same name gets its own path; the rules refuse it. */
  private String path(String group, String name, int number) {
    String path = Locations.path(group, name);
    return places.containsKey(path) ? Locations.path(group, name + "#" + number) : path;
  }

  private static @Nullable String kind(Tree tree) {
    if (tree instanceof Tree.Fields fields
        && fields.values().get("kind") instanceof Tree.Scalar kind) {
      return List.of("Entity", "Taxonomy").contains(kind.text()) ? kind.text() : null;
    }
    return null;
  }

  private static Problem misplaced(String name, Tree tree) {
    Tree kind = tree instanceof Tree.Fields fields ? fields.values().get("kind") : null;
    return Problem.of(
            SpecProblem.KIND_MISPLACED,
            name + " is neither an entity nor a taxonomy",
            "only these two kinds of files are included",
            "write `kind: Entity` or `kind: Taxonomy`, or leave the file out of `include`")
        .at(kind == null ? new Location(name, 1, 1) : kind.location());
  }

  private MigrationSpec bind(View main) {
    return new MigrationSpec(
        main.get("name").text(),
        Binder.sources(main.get("sources")),
        Binder.target(main.get("target")),
        Binder.settings(main.find("settings")),
        Binder.kafka(main.find("kafka")),
        entities,
        taxonomies);
  }

  private void throwProblems() {
    if (!problems.isEmpty()) {
      throw sorted();
    }
  }

  private ProblemException sorted() {
    Comparator<Location> byPlace =
        Comparator.comparing(Location::file)
            .thenComparingInt(Location::line)
            .thenComparingInt(Location::column);
    problems.sort(Comparator.comparing(Problem::location, Comparator.nullsFirst(byPlace)));
    return new ProblemException(problems.stream().distinct().toList());
  }
}
