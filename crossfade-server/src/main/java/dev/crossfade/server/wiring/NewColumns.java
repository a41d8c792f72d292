package dev.crossfade.server.wiring;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.DriftPolicy;
import dev.crossfade.engine.drift.Concern;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.TableHolds;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Columns that tables got, of which somebody has to decide: no mapping reads them, nobody said that
 * they are not to be carried, and the policy does not say so either.
 *
 * @param compiled the mappings
 * @param holds what was decided
 */
record NewColumns(CompiledMigration compiled, TableHolds holds) {

  /**
   * The tables of a source without such columns of one of them.
   *
   * @param before the table as a run knew it
   * @param all the tables
   */
  List<TableSchema> without(String source, TableSchema before, List<TableSchema> all) {
    List<CompiledMapping> readers = compiled.from(source, before.id());
    if (readers.isEmpty()) {
      return all;
    }
    Set<String> undecided = undecided(source, before, all, readers);
    return undecided.isEmpty()
        ? all
        : all.stream()
            .map(table -> table.id().equals(before.id()) ? without(table, undecided) : table)
            .toList();
  }

  private Set<String> undecided(
      String source, TableSchema before, List<TableSchema> all, List<CompiledMapping> readers) {
    if (ignored(before, readers)) {
      return Set.of();
    }
    Concern concern = new Concern(readers);
    Set<String> leftOut = holds.leftOut(source, before.id());
    return Drift.between(before, all).stream()
        .filter(drift -> drift.kind() == Drift.Kind.NEW)
        .map(Drift::column)
        .filter(column -> !concern.reads(column) && !leftOut.contains(column))
        .collect(Collectors.toSet());
  }

  private static boolean ignored(TableSchema before, List<CompiledMapping> readers) {
    return !before.keyless()
        && readers.stream()
            .allMatch(each -> each.entitySpec().drift().of(Drift.Kind.NEW) == DriftPolicy.IGNORE);
  }

  private static TableSchema without(TableSchema table, Set<String> columns) {
    List<Column> known =
        table.columns().stream().filter(column -> !columns.contains(column.name())).toList();
    return new TableSchema(
        table.id(),
        known,
        table.key(),
        table.replicaIdentity(),
        table.unsupported(),
        table.estimatedRows(),
        table.estimatedBytes());
  }
}
