package dev.crossfade.codec.spec;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.problem.Suggestion;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.spec.CheckAdjustment;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.MetricSpec.Aggregate;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.QuerySpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.Tolerance;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rules between what is said about checks and everything else. */
final class CheckRules {

  private final MigrationSpec spec;
  private final Report report;
  private final Function<Object, String> paths;

  CheckRules(MigrationSpec spec, Report report, Function<Object, String> paths) {
    this.spec = spec;
    this.report = report;
    this.paths = paths;
  }

  void check() {
    ChecksSpec checks = spec.checks();
    checks.references().forEach(this::reference);
    Set<String> names = new HashSet<>();
    checks.metrics().forEach(metric -> metric(metric, names));
    checks.queries().forEach(query -> query(query, names));
    if (report.nothingYet() && !checks.adjustments().isEmpty()) {
      Map<String, Check> known = new LinkedHashMap<>();
      plain().forEach(check -> known.put(check.id(), check));
      checks.adjustments().forEach(each -> adjustment(each, known));
    }
  }

  private List<Check> plain() {
    ChecksSpec all = spec.checks();
    ChecksSpec plain = new ChecksSpec(all.references(), all.metrics(), all.queries(), List.of());
    MigrationSpec unadjusted =
        new MigrationSpec(
            spec.name(),
            spec.sources(),
            spec.target(),
            spec.settings(),
            spec.kafka(),
            spec.entities(),
            spec.taxonomies(),
            spec.signOffs(),
            plain,
            spec.traffic(),
            spec.cutover(),
            spec.shadow());
    return PlannedChecks.of(unadjusted).checks();
  }

  private void adjustment(CheckAdjustment said, Map<String, Check> known) {
    Check check = known.get(said.check());
    if (check == null) {
      unknown(paths.apply(said), "check", said.check(), List.copyOf(known.keySet()));
      return;
    }
    List<String> parameters =
        check.parameters().keySet().stream().filter(each -> !each.equals("name")).toList();
    for (String name : said.parameters().keySet()) {
      if (!parameters.contains(name)) {
        String path = paths.apply(said) + "/parameters/" + name;
        unknown(path, "parameter of " + said.check(), name, parameters);
      }
    }
  }

  private void reference(ReferenceSpec said) {
    String path = paths.apply(said);
    EntitySpec from = entity(path + "/entity", said.entity());
    EntitySpec to = entity(path + "/to", said.to());
    if (from == null || to == null) {
      return;
    }
    said.columns().forEach(column -> column(path + "/columns", from, column));
    List<String> columns = said.toColumns().isEmpty() ? to.key() : said.toColumns();
    columns.forEach(column -> column(path + "/toColumns", to, column));
    if (columns.size() != said.columns().size()) {
      report.add(
          path + "/columns",
          SpecProblem.BAD_CHECK,
          said.columns().size() + " columns refer to " + columns.size(),
          "each column refers to one column",
          "name as many `columns` as " + said.to() + " has key columns, or name `toColumns`");
    }
  }

  private void metric(MetricSpec metric, Set<String> names) {
    String path = paths.apply(metric);
    named(path, metric.name(), names);
    if (metric.tolerance().learning() == Tolerance.Learning.ON && !byTime(metric.figure())) {
      report.add(
          path + "/tolerance/learned",
          SpecProblem.BAD_CHECK,
          "nothing can be learned about " + metric.name(),
          "only of days and hours it is known when they were over and stopped growing",
          "write `by: day(column)` or `by: hour(column)`, or leave out `learned`");
    }
    if (metric.figure() instanceof MetricSpec.Queries queries) {
      source(path + "/source", queries.source());
      sql(path + "/legacy", queries.legacy());
      sql(path + "/target", queries.target());
      if (!metric.entity().isEmpty()) {
        entity(path + "/entity", metric.entity());
      }
    } else if (metric.figure() instanceof MetricSpec.Declared declared) {
      EntitySpec entity = entity(path + "/entity", metric.entity());
      if (entity != null) {
        declared(path, entity, declared);
      }
    }
  }

  private static boolean byTime(MetricSpec.Figure figure) {
    return figure instanceof MetricSpec.Declared declared
        && !declared.by().isEmpty()
        && declared.grain() != MetricSpec.Grain.VALUE;
  }

  private void declared(String path, EntitySpec entity, MetricSpec.Declared said) {
    boolean counted = said.measure() == Aggregate.COUNT;
    if (counted != said.column().isEmpty()) {
      report.add(
          path + "/measure",
          SpecProblem.BAD_CHECK,
          counted ? "count takes no column" : "this measure needs a column",
          "rows are counted, values are summed or told apart",
          "write count, sum(column) or distinct(column)");
    } else if (!counted) {
      ColumnSpec column = column(path + "/measure", entity, said.column());
      if (column != null && said.measure() == Aggregate.SUM && !number(column.type())) {
        mismatch(path + "/measure", said.column() + " is no number", "sum a column of numbers");
      }
    }
    if (!said.by().isEmpty()) {
      ColumnSpec column = column(path + "/by", entity, said.by());
      if (column != null && said.grain() != MetricSpec.Grain.VALUE && !time(column.type())) {
        mismatch(path + "/by", said.by() + " is no time", "name a date or timestamp");
      }
    }
    said.where().keySet().forEach(column -> column(path + "/where", entity, column));
  }

  private void mismatch(String path, String what, String fix) {
    report.add(path, SpecProblem.BAD_CHECK, what, "its type does not allow it", fix);
  }

  private static boolean number(LogicalType type) {
    return type instanceof LogicalType.Int
        || type instanceof LogicalType.UInt64
        || type instanceof LogicalType.Decimal
        || type instanceof LogicalType.Floating;
  }

  private static boolean time(LogicalType type) {
    return type instanceof LogicalType.Date
        || type instanceof LogicalType.Timestamp
        || type instanceof LogicalType.TimestampTz;
  }

  private void query(QuerySpec query, Set<String> names) {
    String path = paths.apply(query);
    named(path, query.name(), names);
    if (!query.on().equals(QuerySpec.TARGET)) {
      source(path + "/on", query.on());
    }
    sql(path + "/sql", query.sql());
    if (!query.entity().isEmpty()) {
      entity(path + "/entity", query.entity());
    }
  }

  /** The session is read-only as well; this tells it before anything is asked. */
  private void sql(String path, String text) {
    String start = text.strip().toLowerCase(Locale.ROOT);
    if (!start.startsWith("select") && !start.startsWith("with")) {
      report.add(
          path,
          SpecProblem.BAD_CHECK,
          text.isBlank() ? "a query is missing" : "this is no query",
          "checks only read",
          "write a query that begins with SELECT or WITH");
    }
  }

  private void named(String path, String name, Set<String> names) {
    if (!names.add(name)) {
      report.add(
          path + "/name",
          SpecProblem.DUPLICATE_NAME,
          "there are two metrics or queries named '" + name + "'",
          "names have to be distinct",
          "rename one");
    }
  }

  private void source(String path, String name) {
    List<String> known = spec.sources().stream().map(SourceSpec::name).toList();
    if (!known.contains(name)) {
      unknown(path, "source", name, known);
    }
  }

  private @Nullable EntitySpec entity(String path, String name) {
    EntitySpec found = spec.entity(name).orElse(null);
    if (found == null) {
      unknown(path, "entity", name, spec.entities().stream().map(EntitySpec::name).toList());
    }
    return found;
  }

  private @Nullable ColumnSpec column(String path, EntitySpec entity, String name) {
    List<String> known = entity.columns().stream().map(ColumnSpec::name).toList();
    int at = known.indexOf(name);
    if (at < 0) {
      unknown(path, "column of " + entity.name(), name, known);
      return null;
    }
    return entity.columns().get(at);
  }

  private void unknown(String path, String kind, String name, List<String> known) {
    report.add(
        path,
        SpecProblem.BAD_CHECK,
        name.isEmpty() ? "no " + kind + " is named" : "there is no " + kind + " '" + name + "'",
        known.isEmpty() ? "there is none" : "there are " + String.join(", ", known),
        Suggestion.of(name, known)
            .map(near -> "did you mean " + near + "?")
            .orElse("name one of these"));
  }
}
