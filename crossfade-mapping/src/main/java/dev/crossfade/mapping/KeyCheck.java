package dev.crossfade.mapping;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.mapping.key.Apart;
import dev.crossfade.mapping.key.Origin;
import dev.crossfade.mapping.key.Recovery;
import dev.crossfade.mapping.key.SourceKeys;
import dev.crossfade.mapping.problem.KeyProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an entity in which two source rows could get one key. Filters and checks do not count:
 * they depend on data, and a row that leaves the entity would take the other's row with it.
 */
final class KeyCheck {

  private final EntitySpec entity;
  private final String path;
  private final Complaints complaints;
  private final List<Keyed> mappings = new ArrayList<>();

  KeyCheck(EntitySpec entity, String path, Complaints complaints) {
    this.entity = entity;
    this.path = path;
    this.complaints = complaints;
  }

  /** A mapping without other problems, with its columns of the entity's key in key order. */
  private record Keyed(MappingSpec mapping, List<TargetColumn> columns) {
    List<Origin> origins() {
      return columns.stream().map(TargetColumn::origin).toList();
    }

    /** The key column computed from a source column. */
    Optional<TargetColumn> reading(int source) {
      return columns.stream().filter(column -> column.reads(source)).findFirst();
    }
  }

  /** Checks one mapping by itself, and against those before it. */
  void add(
      MappingSpec mapping,
      SourceSpec source,
      TableSchema table,
      List<TargetColumn> columns,
      String mappingPath) {
    if (entity.appendOnly()) {
      return;
    }
    Keyed keyed = new Keyed(mapping, keyColumns(columns));
    Set<Integer> known = Recovery.of(keyed.origins());
    for (int index : table.keyIndexes()) {
      String folded = SourceKeys.folded(table.columns().get(index), source.type());
      if (folded != null || !known.contains(index)) {
        lost(keyed, table, index, folded, mappingPath);
      }
    }
    mappings.stream().filter(other -> !apart(other, keyed)).forEach(other -> meet(other, keyed));
    mappings.add(keyed);
  }

  private List<TargetColumn> keyColumns(List<TargetColumn> columns) {
    return entity.key().stream()
        .map(
            name ->
                columns.stream()
                    .filter(column -> column.column().name().equals(name))
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  private void lost(
      Keyed keyed, TableSchema table, int index, @Nullable String folded, String mappingPath) {
    Optional<TargetColumn> reader = keyed.reading(index);
    String column = table.columns().get(index).name();
    complaints.add(
        reader
            .map(key -> mappingPath + "/" + Locations.path("map", key.column().name()))
            .orElse(path + "/key"),
        folded != null
            ? KeyProblems.readAsOne(entity.name(), table.id(), column, folded)
            : KeyProblems.notRecovered(entity.name(), table.id(), column, why(reader)));
  }

  private static String why(Optional<TargetColumn> reader) {
    return reader
        .map(
            key ->
                key.origin() instanceof Origin.Folded folded
                    ? folded.why()
                    : "nothing in '%s' says where one part of the text ends and the next begins"
                        .formatted(key.column().name()))
        .orElse("no column of the key is computed from it");
  }

  private static boolean apart(Keyed one, Keyed other) {
    for (int i = 0; i < one.columns().size(); i++) {
      if (Apart.always(one.columns().get(i).origin(), other.columns().get(i).origin())) {
        return true;
      }
    }
    return false;
  }

  private void meet(Keyed one, Keyed other) {
    complaints.add(path + "/key", KeyProblems.meet(entity.name(), one.mapping(), other.mapping()));
  }
}
