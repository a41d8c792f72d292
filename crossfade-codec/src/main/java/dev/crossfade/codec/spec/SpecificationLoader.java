package dev.crossfade.codec.spec;

import dev.crossfade.codec.form.Checker;
import dev.crossfade.codec.form.Form;
import dev.crossfade.codec.form.Forms;
import dev.crossfade.codec.form.Tree;
import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.DriftPolicies;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Loads a specification folder, strictly. */
public final class SpecificationLoader {

  static final String MAIN = "crossfade.yaml";

  private static final List<String> PATTERNS =
      List.of("entities/*.yaml", "taxonomies/*.yaml", "checks/*.yaml", "shadow/*.yaml");
  private static final List<String> KINDS = List.of("Entity", "Taxonomy", "Checks", "Shadow");
  private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final SpecFiles files;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Place> places = View.noPlaces();
  private final List<EntitySpec> entities = new ArrayList<>();
  private final List<TaxonomySpec> taxonomies = new ArrayList<>();
  private final CheckBinder checks = new CheckBinder();
  private final ShadowBinder shadow = new ShadowBinder();
  private Variables variables = Variables.none();

  private SpecificationLoader(SpecFiles files) {
    this.files = files;
  }

  /**
   * Reads the folder; touches nothing else and resolves no references.
   *
   * @throws ProblemException with all problems found, sorted by place
   */
  public static SpecDocument load(Path folder) {
    return load(folder, null);
  }

  /**
   * The same, as one environment has it: what {@code overlays/<environment>.yaml} says is laid over
   * {@code crossfade.yaml}, and variables have their values.
   */
  public static SpecDocument load(Path folder, @Nullable String environment) {
    return new SpecificationLoader(new FolderFiles(folder)).load(environment);
  }

  /** The same of texts by their paths in a folder. */
  public static SpecDocument load(Map<String, String> texts, @Nullable String environment) {
    return new SpecificationLoader(new GivenFiles(texts)).load(environment);
  }

  private SpecDocument load(@Nullable String environment) {
    View main = main(environment);
    List<String> patterns = new ArrayList<>(PATTERNS);
    View include = main.find("include");
    if (include != null) {
      patterns.clear();
      patterns.addAll(include.texts());
    }
    files.matching(patterns, problems).forEach(this::part);
    MigrationSpec spec = bind(main);
    Locations locations = new Locations(places);
    new SpecificationRules(spec, locations, problems).check();
    new CheckRules(spec, new Report(locations, problems), checks::path).check();
    new ShadowRules(spec, new Report(locations, problems), shadow::path).check();
    throwProblems();
    return new SpecDocument(spec, locations, ContentHash.of(spec), files.commit());
  }

  private View main(@Nullable String environment) {
    Tree tree = parsed(MAIN);
    if (environment != null && tree instanceof Tree.Fields fields) {
      tree = Overlay.over(fields, overlay(environment));
    }
    if (!declaresVariables(tree)) {
      throw sorted();
    }
    variables = new Variables(tree, problems);
    Tree resolved = variables.resolve(tree);
    if (!problems.isEmpty() || !conforms(resolved, "Migration")) {
      throw sorted();
    }
    return View.root(resolved, "", places);
  }

  private Tree parsed(String name) {
    return files
        .read(name, problems)
        .flatMap(text -> YamlFile.parse(name, text, problems))
        .orElseThrow(this::sorted);
  }

  private Tree.Fields overlay(String environment) {
    String name = Overlay.file(environment);
    if (!ENVIRONMENT.matcher(environment).matches() || !files.has(name)) {
      problems.add(noOverlay(environment));
      throw sorted();
    }
    Tree tree = parsed(name);
    if (!conforms(tree, "Overlay")) {
      throw sorted();
    }
    return (Tree.Fields) tree;
  }

  private Problem noOverlay(String environment) {
    String known = String.join(", ", files.matching(List.of(Overlay.file("*")), problems));
    return Problem.of(
        SpecProblem.UNKNOWN_ENVIRONMENT,
        "there is no environment '" + environment + "'",
        known.isEmpty() ? "there is no overlay at all" : "there are " + known,
        "write " + Overlay.file("NAME") + ", or name one that exists");
  }

  /** Whether the variables can be read; all else is looked at once they have their values. */
  private boolean declaresVariables(Tree tree) {
    Form.Fields form = (Form.Fields) Objects.requireNonNull(Forms.all().get("Migration"));
    Tree vars = tree instanceof Tree.Fields fields ? fields.values().get("vars") : null;
    if (!(tree instanceof Tree.Fields)) {
      return conforms(tree, "Migration");
    }
    List<Problem> found =
        vars == null
            ? List.of()
            : Checker.check(Objects.requireNonNull(form.fields().get("vars")).form(), vars);
    problems.addAll(found);
    return found.isEmpty();
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
    Tree tree = variables.resolve(parsed.get());
    String kind = kind(tree);
    if (kind == null) {
      problems.add(misplaced(name, tree));
    } else if (conforms(tree, kind)) {
      add(name, kind, tree);
    }
  }

  private void add(String file, String kind, Tree tree) {
    if (kind.equals("Checks")) {
      checks.add(View.root(tree, Locations.path("checks", file), places));
      return;
    }
    if (kind.equals("Shadow")) {
      shadow.add(View.root(tree, Locations.path("shadow", file), places));
      return;
    }
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
      return KINDS.contains(kind.text()) ? kind.text() : null;
    }
    return null;
  }

  private static Problem misplaced(String name, Tree tree) {
    Tree kind = tree instanceof Tree.Fields fields ? fields.values().get("kind") : null;
    return Problem.of(
            SpecProblem.KIND_MISPLACED,
            name + " is neither an entity, a taxonomy, checks nor a shadow",
            "only these four kinds of files are included",
            "write `kind: Entity`, `kind: Taxonomy`, `kind: Checks` or `kind: Shadow`, or leave the"
                + " file out of `include`")
        .at(kind == null ? new Location(name, 1, 1) : kind.location());
  }

  private MigrationSpec bind(View main) {
    return new MigrationSpec(
        main.get("name").text(),
        Binder.sources(main.get("sources")),
        Binder.target(main.get("target")),
        Binder.settings(main.find("settings")),
        Binder.kafka(main.find("kafka")),
        drifting(Binder.drift(main.find("drift"))),
        taxonomies,
        Binder.signOffs(main.find("signOffs")),
        checks.checks(),
        CutoverBinder.traffic(main.find("traffic")),
        CutoverBinder.cutover(main.find("cutover")),
        shadow.shadow());
  }

  /** What an entity does not say about altered tables is what the migration says. */
  private List<EntitySpec> drifting(DriftPolicies common) {
    return entities.stream().map(each -> each.with(each.drift().over(common))).toList();
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
