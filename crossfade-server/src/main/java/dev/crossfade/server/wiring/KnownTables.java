package dev.crossfade.server.wiring;

import dev.crossfade.codec.catalog.CatalogLock;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.engine.drift.Concern;
import dev.crossfade.engine.drift.Concerning;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.HeldTable.State;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables of the sources as mappings are to know them. A table that was altered, and of which
 * nobody has decided what it is now, is what it was when the migration was run last.
 */
final class KnownTables {

  /** The fact of this name, followed by a source's name, holds its tables as a run knew them. */
  private static final String TABLES = "tables.of.source.";

  private final MigrationSpec spec;
  private final Locations locations;
  private final Map<String, List<TableSchema>> now;
  private final TargetDatabase target;

  KnownTables(
      MigrationSpec spec,
      Locations locations,
      Map<String, List<TableSchema>> now,
      TargetDatabase target) {
    this.spec = spec;
    this.locations = locations;
    this.now = now;
    this.target = target;
  }

  /**
   * The mappings, with the tables that they can be compiled with.
   *
   * @param catalogs tables by source
   * @param compiled the mappings
   */
  record Known(Map<String, List<TableSchema>> catalogs, CompiledMigration compiled) {

    /** Tables that the mappings know and that are not there: a run holds them until they are. */
    Map<String, Set<TableId>> gone(Map<String, List<TableSchema>> now) {
      Map<String, Set<TableId>> gone = new HashMap<>();
      catalogs.forEach(
          (source, tables) -> {
            Set<TableId> missing = new HashSet<>();
            tables.forEach(table -> missing.add(table.id()));
            now.getOrDefault(source, List.of()).forEach(table -> missing.remove(table.id()));
            gone.put(source, missing);
          });
      return gone;
    }
  }

  /**
   * Compiles.
   *
   * @throws ProblemException with what is wrong with the mappings as the tables are now
   */
  Known compile() {
    Known fitting = fitting();
    NewColumns undecided = new NewColumns(fitting.compiled(), target.holds());
    return without(undecided, fitting, released());
  }

  /**
   * Compiles as a run will once it is decided that some tables are what they are now. Those of
   * which nobody decides are what they were.
   *
   * @throws ProblemException with what is wrong with the mappings then
   */
  Known compile(List<HeldTable> accepted) {
    List<TableName> names = names(accepted);
    Known fitting = compile(with(held().stream().filter(name -> !names.contains(name)).toList()));
    List<TableName> decided = new ArrayList<>(released());
    decided.addAll(names(accepted.stream().filter(each -> each.state() == State.HELD).toList()));
    NewColumns undecided = new NewColumns(fitting.compiled(), target.holds());
    return without(undecided, fitting, decided);
  }

  private Known fitting() {
    ProblemException failure;
    try {
      Known current = compile(now);
      List<TableName> held = held();
      return held.isEmpty() ? current : first(List.of(with(held))).orElse(current);
    } catch (ProblemException e) {
      failure = e;
    }
    return first(olderTables()).orElseThrow(() -> failure);
  }

  /** Mappings that do not know of new columns have rows with them judged when they come. */
  private Known without(NewColumns undecided, Known fitting, List<TableName> decided) {
    Map<String, List<TableSchema>> tables = new LinkedHashMap<>(fitting.catalogs());
    for (String source : fitting.catalogs().keySet()) {
      for (TableSchema table : remembered(source)) {
        if (!decided.contains(new TableName(source, table.id()))) {
          tables.computeIfPresent(source, (any, all) -> undecided.without(source, table, all));
        }
      }
    }
    return tables.equals(fitting.catalogs()) ? fitting : compile(tables);
  }

  /** The target need not even answer where it is certain that the mappings are wrong. */
  private List<Map<String, List<TableSchema>>> olderTables() {
    try {
      List<TableName> both = new ArrayList<>(held());
      both.addAll(altered());
      return both.isEmpty() ? List.of() : List.of(with(held()), with(both));
    } catch (ProblemException e) {
      return List.of();
    }
  }

  private Optional<Known> first(List<Map<String, List<TableSchema>>> candidates) {
    for (Map<String, List<TableSchema>> each : candidates) {
      try {
        return Optional.of(compile(each));
      } catch (ProblemException e) {
        continue;
      }
    }
    return Optional.empty();
  }

  private Known compile(Map<String, List<TableSchema>> tables) {
    return new Known(tables, MappingCompiler.compile(spec, tables, locations));
  }

  private record TableName(String source, TableId table) {}

  private List<TableName> held() {
    return names(
        target.holds().all().stream().filter(held -> held.state() != State.RELEASED).toList());
  }

  private List<TableName> released() {
    return names(
        target.holds().all().stream().filter(held -> held.state() == State.RELEASED).toList());
  }

  private static List<TableName> names(List<HeldTable> tables) {
    return tables.stream().map(held -> new TableName(held.source(), held.table())).toList();
  }

  /** Altered while nobody followed them. */
  private List<TableName> altered() {
    List<TableName> altered = new ArrayList<>();
    List<TableName> decided = released();
    now.forEach(
        (source, tables) ->
            remembered(source).stream()
                .filter(table -> !Drift.between(table, tables).isEmpty())
                .map(table -> new TableName(source, table.id()))
                .filter(name -> !decided.contains(name))
                .forEach(altered::add));
    return altered;
  }

  private Map<String, List<TableSchema>> with(List<TableName> old) {
    Map<String, List<TableSchema>> tables = new LinkedHashMap<>(now);
    for (TableName name : old) {
      remembered(name.source()).stream()
          .filter(table -> table.id().equals(name.table()))
          .findFirst()
          .ifPresent(
              table -> tables.computeIfPresent(name.source(), (any, all) -> put(all, table)));
    }
    return tables;
  }

  private static List<TableSchema> put(List<TableSchema> all, TableSchema table) {
    List<TableSchema> changed = new ArrayList<>(all);
    changed.removeIf(each -> each.id().equals(table.id()));
    changed.add(table);
    return List.copyOf(changed);
  }

  /** The tables of a source as a run knew them last; none before the first. */
  private List<TableSchema> remembered(String source) {
    return remembered(target, source);
  }

  static List<TableSchema> remembered(TargetDatabase target, String source) {
    Optional<String> text = target.progress().fact(TABLES + source);
    return text.map(CatalogLock::parsed)
        .map(catalogs -> catalogs.getOrDefault(source, List.of()))
        .orElse(List.of());
  }

  /**
   * Remembers what a run knows, and has those tables held that are something else by now.
   *
   * @param tables as the mappings know them
   * @param now as the catalog has them
   */
  static void remember(
      TargetDatabase target,
      CompiledMigration compiled,
      String source,
      List<TableSchema> tables,
      List<TableSchema> now) {
    String text = CatalogLock.text(Map.of(source, tables));
    if (target.progress().fact(TABLES + source).filter(text::equals).isEmpty()) {
      target.progress().remember(TABLES + source, text);
    }
    for (TableSchema table : tables) {
      Concern concern =
          new Concern(
              compiled.mappings().stream()
                  .filter(
                      each ->
                          each.source().equals(source)
                              && each.sourceTable().id().equals(table.id()))
                  .toList());
      Concerning.of(concern, now)
          .forEach(drift -> target.holds().want(source, table.id(), Alterations.of(drift)));
    }
  }
}
