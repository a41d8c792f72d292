package dev.crossfade.mapping;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.Reversibility;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rollback would bring back of one mapping, for people who decide.
 *
 * @param entity name of the entity
 * @param mapping its label
 * @param columns what each column of the source gets
 * @param lost columns of the target from which nothing comes back
 * @param needDefaults columns of the source that are NOT NULL and get their default in new rows
 * @param refusals why rows cannot be brought back at all; empty when they can
 */
public record WayBack(
    String entity,
    String mapping,
    List<SourceColumn> columns,
    List<String> lost,
    List<String> needDefaults,
    List<Problem> refusals) {

  public WayBack {
    columns = List.copyOf(columns);
    lost = List.copyOf(lost);
    needDefaults = List.copyOf(needDefaults);
    refusals = List.copyOf(refusals);
  }

  /** Of every mapping, in the order of the specification. */
  public static List<WayBack> of(CompiledMigration migration) {
    return migration.mappings().stream().map(mapping -> of(migration, mapping)).toList();
  }

  /** All columns of the target from which nothing comes back, with their entities. */
  public static List<String> lost(CompiledMigration migration) {
    return migration.mappings().stream()
        .flatMap(each -> lost(each).stream().map(name -> each.entitySpec().name() + "." + name))
        .distinct()
        .toList();
  }

  private static WayBack of(CompiledMigration migration, CompiledMapping mapping) {
    ReverseMapping reverse = mapping.reverse();
    return new WayBack(
        mapping.entitySpec().name(),
        mapping.spec().label(),
        reverse.columns(),
        lost(mapping),
        reverse.needDefaults(),
        refusals(migration, mapping, reverse));
  }

  private static List<String> lost(CompiledMapping mapping) {
    List<String> names = mapping.entity().columnNames();
    return names.stream()
        .filter(name -> !mapping.entity().key().contains(name))
        .filter(name -> mapping.reversibility(names.indexOf(name)) == Reversibility.ONE_WAY)
        .toList();
  }

  private static List<Problem> refusals(
      CompiledMigration migration, CompiledMapping mapping, ReverseMapping reverse) {
    List<Problem> refusals = new ArrayList<>();
    for (SourceColumn column : reverse.columns()) {
      if (column.way() != SourceColumn.Way.KEPT) {
        continue;
      }
      if (mapping.sourceTable().key().contains(column.name())) {
        refusals.add(
            refused(
                mapping,
                "its key column '%s' cannot be found from the key of the entity"
                    .formatted(column.name()),
                "copy '%s' into a column of the key as it is".formatted(column.name())));
      } else if (mapping.whereDependencies().contains(column.name())) {
        refusals.add(
            refused(
                mapping,
                "whether a new row belongs to the entity depends on '%s', which nothing restores"
                    .formatted(column.name()),
                "say in `reverse` what '%s' gets".formatted(column.name())));
      }
    }
    int readers = migration.from(mapping.source(), mapping.sourceTable().id()).size();
    if (readers > 1) {
      refusals.add(
          refused(
              mapping,
              readers
                  + " mappings read the table, and a row deleted from one entity would be"
                  + " deleted from the others",
              "leave rollback out, or feed one entity from the table"));
    }
    int tables = migration.into(mapping.entitySpec().name()).size();
    if (mapping.entitySpec().appendOnly() && tables > 1) {
      refusals.add(
          refused(
              mapping,
              "a row without key does not say which of %d tables it came from".formatted(tables),
              "give the entity a key that names the source"));
    }
    return refusals;
  }

  private static Problem refused(CompiledMapping mapping, String why, String fix) {
    return Problem.of(
        MappingProblem.NO_WAY_BACK,
        "rows of entity '%s' cannot become rows of %s again"
            .formatted(mapping.entitySpec().name(), mapping.spec().label()),
        why,
        fix);
  }
}
