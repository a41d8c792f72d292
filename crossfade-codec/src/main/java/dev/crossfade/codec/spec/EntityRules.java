package dev.crossfade.codec.spec;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Suggestion;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SourceSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules within one entity. */
final class EntityRules {

  private final MigrationSpec spec;
  private final EntitySpec entity;
  private final String path;
  private final Report report;
  private final List<String> columns;

  EntityRules(MigrationSpec spec, EntitySpec entity, String path, Report report) {
    this.spec = spec;
    this.entity = entity;
    this.path = path;
    this.report = report;
    this.columns = entity.columns().stream().map(ColumnSpec::name).toList();
  }

  void check() {
    report.name(path + "/name", entity.name());
    columns.forEach(column -> report.name(path + "/" + Locations.path("columns", column), column));
    declared(path + "/key", entity.key());
    lists("unique", entity.unique());
    lists("indexes", entity.indexes());
    checkNames();
    if (entity.mappings().isEmpty()) {
      report.add(
          path + "/from",
          SpecProblem.NOTHING_TO_DO,
          "nothing feeds entity '" + entity.name() + "'",
          "`from` is empty",
          "add a mapping");
    }
    Set<String> tables = new HashSet<>();
    for (int i = 0; i < entity.mappings().size(); i++) {
      if (!tables.add(entity.mappings().get(i).label())) {
        report.add(
            path + "/" + Locations.path("from", i, "table"),
            SpecProblem.DUPLICATE_NAME,
            "entity '%s' reads %s twice".formatted(entity.name(), entity.mappings().get(i).label()),
            "a row that leaves one `where` would delete what the other wrote",
            "join the two into one mapping, with a condition in its expressions");
      }
      mapping(entity.mappings().get(i), path + "/" + Locations.path("from", i));
    }
  }

  private void lists(String key, List<List<String>> lists) {
    for (int i = 0; i < lists.size(); i++) {
      declared(path + "/" + Locations.path(key, i), lists.get(i));
    }
  }

  private void declared(String place, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!columns.contains(names.get(i))) {
        unknownColumn(place + "/" + i, names.get(i));
      } else if (!seen.add(names.get(i))) {
        report.add(
            place + "/" + i,
            SpecProblem.DUPLICATE_NAME,
            "column '%s' is listed twice".formatted(names.get(i)),
            "each column counts once",
            "remove one");
      }
    }
  }

  private void unknownColumn(String place, String name) {
    report.add(
        place,
        SpecProblem.UNKNOWN_TARGET_COLUMN,
        "entity '%s' has no column '%s'".formatted(entity.name(), name),
        "its columns are " + String.join(", ", columns),
        Suggestion.of(name, columns)
            .map(near -> "did you mean " + near + "?")
            .orElse("declare it in `columns`"));
  }

  private void checkNames() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < entity.checks().size(); i++) {
      String name = entity.checks().get(i).name();
      if (!seen.add(name)) {
        report.add(
            path + "/" + Locations.path("checks", i, "name"),
            SpecProblem.DUPLICATE_NAME,
            "there are two checks named '%s'".formatted(name),
            "refused rows name their check",
            "rename one");
      }
    }
  }

  private void mapping(MappingSpec mapping, String place) {
    List<String> sources = spec.sources().stream().map(SourceSpec::name).toList();
    if (!sources.contains(mapping.source())) {
      report.add(
          place + "/source",
          SpecProblem.UNKNOWN_SOURCE,
          "there is no source '%s'".formatted(mapping.source()),
          "sources are " + String.join(", ", sources),
          Suggestion.of(mapping.source(), sources)
              .map(near -> "did you mean " + near + "?")
              .orElse("declare it in crossfade.yaml"));
    }
    for (String column : mapping.rules().keySet()) {
      if (!columns.contains(column)) {
        unknownColumn(place + "/" + Locations.path("map", column), column);
      }
    }
    for (String column : columns) {
      if (!mapping.rules().containsKey(column)) {
        unmapped(mapping, column, place + "/map");
      }
    }
  }

  private void unmapped(MappingSpec mapping, String column, String place) {
    List<String> strangers =
        mapping.rules().keySet().stream().filter(name -> !columns.contains(name)).toList();
    report.add(
        place,
        SpecProblem.UNMAPPED_COLUMN,
        "column '%s' gets no value".formatted(column),
        "a column that is left out by mistake would be lost silently",
        Suggestion.of(column, strangers)
            .map(near -> "did you mean it by '" + near + "'?")
            .orElse("map it; for NULL write `%s: null`".formatted(column)));
  }
}
