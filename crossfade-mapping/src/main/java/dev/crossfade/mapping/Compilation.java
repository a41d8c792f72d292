package dev.crossfade.mapping;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.problem.Suggestion;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.mapping.expression.Expression;
import dev.crossfade.mapping.expression.ExpressionCompiler;
import dev.crossfade.mapping.function.FunctionLibrary;
import dev.crossfade.mapping.problem.MappingProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One run of the compiler over a specification; collects every problem before it gives up. */
final class Compilation {

  private final MigrationSpec spec;
  private final Map<String, List<TableSchema>> catalogs;
  private final Complaints complaints;
  private final ExpressionCompiler.Factory expressions;
  private final List<CompiledMapping> compiled = new ArrayList<>();

  Compilation(MigrationSpec spec, Map<String, List<TableSchema>> catalogs, Locations locations) {
    this.spec = spec;
    this.catalogs = catalogs;
    this.complaints = new Complaints(locations);
    this.expressions = new ExpressionCompiler.Factory(FunctionLibrary.of(spec.taxonomies()));
  }

  CompiledMigration run() {
    spec.entities().forEach(this::entity);
    if (!complaints.all().isEmpty()) {
      throw new ProblemException(complaints.all());
    }
    List<String> versions = compiled.stream().map(CompiledMapping::version).toList();
    return new CompiledMigration(compiled, Version.of(versions));
  }

  private void entity(EntitySpec entity) {
    TableSchema shape = entity.shape(spec.target().schema());
    String path = Locations.path("entities", entity.name());
    List<RowCheck> checks =
        new CheckCompilation(entity, path, expressions.over(shape), complaints).run();
    KeyCheck keys = new KeyCheck(entity, path, complaints);
    for (int i = 0; i < entity.mappings().size(); i++) {
      MappingSpec mapping = entity.mappings().get(i);
      String mappingPath = path + "/" + Locations.path("from", i);
      TableSchema table = table(mapping, mappingPath);
      if (table != null && keysFit(entity, table, mappingPath)) {
        mapping(entity, mapping, shape, table, checks, keys, mappingPath);
      }
    }
  }

  private void mapping(
      EntitySpec entity,
      MappingSpec mapping,
      TableSchema shape,
      TableSchema table,
      List<RowCheck> checks,
      KeyCheck keys,
      String path) {
    SourceSpec source = spec.source(mapping.source()).orElseThrow();
    MappingCompilation one =
        new MappingCompilation(
            mapping, shape, table, source.timeZone(), path, expressions.over(table), complaints);
    int before = complaints.all().size();
    List<TargetColumn> columns = one.columns();
    Expression where = one.where();
    List<Declared> declared =
        new ReverseCompilation(mapping.reverse(), table, path, expressions.over(shape), complaints)
            .run();
    if (complaints.all().size() == before) {
      keys.add(mapping, source, table, columns, path);
      Set<String> taxonomies = taxonomies(where, columns, checks);
      TableSchema read = table.keyless() ? table : read(table, where, columns);
      MappingHashes hashes =
          new MappingHashes(
              Version.of(spec, entity, mapping, table, taxonomies),
              Version.essence(spec, entity, mapping, read, taxonomies),
              Version.of(spec, entity, mapping, read, taxonomies),
              keyEssence(entity, mapping, table, columns));
      compiled.add(
          new MappingProgram(
              mapping,
              entity,
              table,
              shape,
              where,
              columns,
              checks,
              new WaysBackChoice(table, source, columns, entity.key()).choose(declared),
              ZeroDateKeys.of(table, source),
              MappingCode.of(where, columns, checks),
              hashes));
    }
  }

  private String keyEssence(
      EntitySpec entity, MappingSpec mapping, TableSchema table, List<TargetColumn> columns) {
    List<TargetColumn> keys =
        columns.stream().filter(each -> entity.key().contains(each.column().name())).toList();
    return Version.ofKey(
        spec, entity, mapping, read(table, null, keys), taxonomies(null, keys, List.of()));
  }

  /** The table without the columns that nobody reads. */
  private static TableSchema read(
      TableSchema table, @Nullable Expression where, List<TargetColumn> columns) {
    Set<String> read = new TreeSet<>(table.key());
    if (where != null) {
      for (int index : where.columns()) {
        read.add(table.columns().get(index).name());
      }
    }
    for (TargetColumn column : columns) {
      for (int index : column.sources()) {
        read.add(table.columns().get(index).name());
      }
    }
    return TableSchema.of(
        table.id(),
        table.columns().stream().filter(column -> read.contains(column.name())).toList(),
        table.key());
  }

  private static Set<String> taxonomies(
      @Nullable Expression where, List<TargetColumn> columns, List<RowCheck> checks) {
    Set<String> names = new TreeSet<>();
    if (where != null) {
      names.addAll(where.taxonomies());
    }
    columns.forEach(column -> names.addAll(column.taxonomies()));
    checks.forEach(check -> names.addAll(check.taxonomies()));
    return names;
  }

  private @Nullable TableSchema table(MappingSpec mapping, String path) {
    List<TableSchema> tables = catalogs.get(mapping.source());
    if (tables == null) {
      complaints.add(
          path + "/source",
          Problem.of(
              MappingProblem.NO_CATALOG,
              "the tables of source '" + mapping.source() + "' are not known",
              "no catalog of it was read",
              "run `crossfade discover DIR`, which writes catalog.lock"));
      return null;
    }
    Optional<TableSchema> found =
        tables.stream().filter(table -> table.id().equals(mapping.table())).findFirst();
    if (found.isEmpty()) {
      complaints.add(path + "/table", unknownTable(mapping, tables));
    }
    return found.orElse(null);
  }

  private static Problem unknownTable(MappingSpec mapping, List<TableSchema> tables) {
    List<String> names = tables.stream().map(table -> table.id().toString()).toList();
    return Problem.of(
        MappingProblem.UNKNOWN_TABLE,
        "source '%s' has no table %s".formatted(mapping.source(), mapping.table()),
        "it has " + names.size() + " tables, none of this name",
        Suggestion.of(mapping.table().toString(), names)
            .map(near -> "did you mean " + near + "?")
            .orElse("use schema.table as in the source's catalog"));
  }

  private boolean keysFit(EntitySpec entity, TableSchema table, String path) {
    if (entity.appendOnly() == table.keyless()) {
      return true;
    }
    complaints.add(
        path + "/table",
        entity.appendOnly()
            ? Problem.of(
                MappingProblem.APPEND_ONLY_FROM_KEYED,
                "entity '%s' has no key, but %s has one".formatted(entity.name(), table.id()),
                "rows of an append-only entity can never be updated or deleted, those of the"
                    + " table can",
                "declare a key computed from " + String.join(", ", table.key()))
            : Problem.of(
                MappingProblem.KEYED_FROM_KEYLESS,
                "entity '%s' has a key, but %s has none".formatted(entity.name(), table.id()),
                "a row without key cannot be found again",
                "write `key: none` for an append-only entity, or give the table a primary key"));
    return false;
  }
}
