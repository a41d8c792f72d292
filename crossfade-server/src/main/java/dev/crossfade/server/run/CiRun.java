package dev.crossfade.server.run;

import dev.crossfade.cli.mappingtest.MappingTestRun;
import dev.crossfade.codec.catalog.CatalogLock;
import dev.crossfade.codec.spec.MappingTests;
import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MappingTest;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.check.CheckReport;
import dev.crossfade.server.check.CheckReport.Masking;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code crossfade ci} that needs no database: tests of mappings. What kept it from its
 * work, or the data from being asked, is a result as well: whoever reads a report sees no pass.
 */
public final class CiRun {

  private static final String COMPILES = "specification/valid";
  private static final String ASKED = "data/asked";

  private final List<Check> checks = new ArrayList<>();
  private final List<CheckResult> results = new ArrayList<>();
  private final Map<String, Location> places = new HashMap<>();

  private CiRun() {}

  /**
   * Loads and compiles the folder and runs its tests.
   *
   * @param environment whose overlay is laid over it; null for none
   * @param masking whether values are shown
   * @param databases where the tables are looked up if the folder has no catalog.lock; null for
   *     nowhere
   */
  public static CheckReport tests(
      Path folder,
      @Nullable String environment,
      Masking masking,
      @Nullable Supplier<Map<String, List<TableSchema>>> databases) {
    Instant began = Clock.systemUTC().instant();
    SpecDocument document = SpecificationLoader.load(folder, environment);
    List<MappingTest> tests = MappingTests.load(folder);
    Map<String, List<TableSchema>> catalogs =
        CatalogLock.read(folder).orElseGet(() -> found(folder, databases));
    CompiledMigration compiled =
        MappingCompiler.compile(document.spec(), catalogs, document.locations());
    CiRun ci = new CiRun();
    ci.add(COMPILES, "", "all mappings compile", List.of());
    for (MappingTest test : tests) {
      String id = ci.unused(test.entity() + "/test/" + slug(test.name()));
      ci.places.put(id, test.location());
      ci.add(id, test.entity(), test.name(), MappingTestRun.failures(test, compiled));
    }
    return ci.report(
        document.spec().name(), document.locations(), folder, compiled.version(), began, masking);
  }

  /** The report on a folder whose tests could not be run, because of these problems. */
  public static CheckReport invalid(Path folder, List<Problem> problems, Masking masking) {
    Instant now = Clock.systemUTC().instant();
    CiRun ci = new CiRun();
    problems.stream()
        .map(Problem::location)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(place -> ci.places.put(COMPILES, place));
    boolean passing = problems.stream().allMatch(each -> each.code().kind() == Kind.TRANSIENT);
    ci.add(
        COMPILES,
        "",
        "all mappings compile",
        passing ? CheckState.ERROR : CheckState.FAILED,
        lines(problems));
    return ci.report(
        String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
        Locations.NONE,
        folder,
        "",
        now,
        masking);
  }

  /** These tests, and that the data could not be asked after them because of these problems. */
  public static CheckReport unasked(CheckReport tests, List<Problem> problems) {
    CiRun ci = new CiRun();
    ci.add(ASKED, "", "all checks of the data are asked", CheckState.ERROR, lines(problems));
    CheckRun run = tests.run();
    return together(
        tests,
        new CheckReport(
            tests.migration(),
            tests.folder(),
            new CheckGraph(ci.checks, List.of()),
            new CheckRun(
                run.id(),
                run.trigger(),
                run.mappingVersion(),
                run.asOf(),
                run.startedAt(),
                Clock.systemUTC().instant(),
                ci.results),
            Map.of(),
            tests.locations(),
            tests.masking()));
  }

  private static List<String> lines(List<Problem> problems) {
    return problems.stream().map(CiRun::line).toList();
  }

  private static String line(Problem problem) {
    String place = problem.location() == null ? "" : problem.location() + " ";
    return place
        + Stream.of(problem.code().text(), problem.what(), problem.why(), problem.fix())
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(" "));
  }

  private static Map<String, List<TableSchema>> found(
      Path folder, @Nullable Supplier<Map<String, List<TableSchema>>> databases) {
    if (databases == null) {
      throw noCatalog(folder).raise();
    }
    return databases.get();
  }

  private static Problem noCatalog(Path folder) {
    return Problem.of(
        ServerProblem.TEST_MALFORMED,
        "There is no catalog.lock in " + folder + ".",
        "Mappings are compiled for the tables they read.",
        "Commit the one that crossfade init has written, or name an environment with --against.");
  }

  private static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private String unused(String id) {
    String unused = id;
    for (int i = 2; places.containsKey(unused); i++) {
      unused = id + "-" + i;
    }
    return unused;
  }

  private void add(String id, String entity, String description, List<String> failures) {
    CheckState state = failures.isEmpty() ? CheckState.PASSED : CheckState.FAILED;
    add(id, entity, description, state, failures);
  }

  private void add(
      String id, String entity, String description, CheckState state, List<String> evidence) {
    checks.add(
        new Check(id, CheckKind.TEST, entity, Severity.ERROR, "", description, null, Map.of()));
    results.add(
        new CheckResult(
            id,
            state,
            observed(state, evidence.size()),
            "",
            "",
            evidence,
            List.of(),
            List.of(),
            Clock.systemUTC().instant(),
            Duration.ZERO));
  }

  private static String observed(CheckState state, int found) {
    return switch (state) {
      case PASSED -> "as expected";
      case FAILED -> found + " differences";
      default -> "unknown";
    };
  }

  private CheckReport report(
      String name, Locations known, Path folder, String version, Instant began, Masking masking) {
    CheckRun run =
        new CheckRun(
            "tests",
            CheckTrigger.CI,
            version,
            Map.of(),
            began,
            Clock.systemUTC().instant(),
            results);
    Map<String, Locations.Place> all = new HashMap<>();
    places.forEach(
        (id, place) ->
            all.put(Locations.path("tests", id), new Locations.Place(place, place.column())));
    return new CheckReport(
        name,
        folder.toString(),
        new CheckGraph(checks, List.of()),
        run,
        Map.of(),
        known.and(all),
        masking);
  }

  /** Both reports as one. */
  public static CheckReport together(CheckReport tests, CheckReport data) {
    List<Check> checks = new ArrayList<>(tests.graph().checks());
    checks.addAll(data.graph().checks());
    List<CheckResult> results = new ArrayList<>(tests.run().results());
    results.addAll(data.run().results());
    CheckRun run = data.run();
    return new CheckReport(
        data.migration(),
        data.folder(),
        new CheckGraph(checks, data.graph().edges()),
        new CheckRun(
            run.id(),
            run.trigger(),
            run.mappingVersion(),
            run.asOf(),
            tests.run().startedAt(),
            run.finishedAt(),
            results),
        data.history(),
        tests.locations(),
        data.masking());
  }
}
