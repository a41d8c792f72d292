package dev.crossfade.codec.spec;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Suggestion;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.WorkloadSpec;
import dev.crossfade.core.spec.WorkloadSpec.Script;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Rules between what both stacks are asked and everything else. */
final class ShadowRules {

  private static final Pattern QUERY = starts("select|with");
  private static final Pattern WRITES =
      starts(
          "insert|update|delete|replace|merge|select|with"
              + "|create\\s+temp(orary)?\\s+table|drop\\s+temporary\\s+table");

  private final MigrationSpec spec;
  private final Report report;
  private final Function<WorkloadSpec, String> paths;

  ShadowRules(MigrationSpec spec, Report report, Function<WorkloadSpec, String> paths) {
    this.spec = spec;
    this.report = report;
    this.paths = paths;
  }

  private static Pattern starts(String words) {
    return Pattern.compile("\\s*(" + words + ")\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  void check() {
    Set<String> names = new HashSet<>();
    spec.shadow().workloads().forEach(workload -> workload(workload, names));
  }

  private void workload(WorkloadSpec workload, Set<String> names) {
    String path = paths.apply(workload);
    if (!names.add(workload.name())) {
      report.add(
          path + "/name",
          SpecProblem.DUPLICATE_NAME,
          "there are two workloads named '" + workload.name() + "'",
          "names have to be distinct",
          "rename one");
    }
    known(
        path + "/source",
        "source",
        workload.source(),
        spec.sources().stream().map(SourceSpec::name).toList());
    List<String> entities = spec.entities().stream().map(EntitySpec::name).toList();
    workload.entities().forEach(name -> known(path + "/entities", "entity", name, entities));
    script(path + "/legacy", workload.legacy());
    script(path + "/target", workload.target());
  }

  /** The sessions see to it as well; this tells it before anything is asked. */
  private void script(String path, Script script) {
    if (!QUERY.matcher(script.query()).matches()) {
      report.add(
          script.statements().isEmpty() ? path : path + "/query",
          SpecProblem.BAD_CHECK,
          script.query().isBlank() ? "a query is missing" : "this is no query",
          "answers of queries are compared",
          "write a query that begins with SELECT or WITH; what writes belongs to `scratch` of a"
              + " job");
    }
    for (String statement : script.statements()) {
      if (!WRITES.matcher(statement).matches()) {
        report.add(
            path + "/scratch",
            SpecProblem.BAD_CHECK,
            "a statement cannot be rolled back for certain",
            "it begins with " + statement.strip().split("\\s", 2)[0],
            "use INSERT, UPDATE, DELETE, MERGE, REPLACE, SELECT, WITH or CREATE TEMPORARY TABLE");
      }
    }
  }

  private void known(String path, String kind, String name, List<String> known) {
    if (!known.contains(name)) {
      report.add(
          path,
          SpecProblem.BAD_CHECK,
          "there is no " + kind + " '" + name + "'",
          known.isEmpty() ? "there is none" : "there are " + String.join(", ", known),
          Suggestion.of(name, known)
              .map(near -> "did you mean " + near + "?")
              .orElse("name one of these"));
    }
  }
}
