package dev.crossfade.engine.drift;

import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.Leeway;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.DriftPolicy;
import dev.crossfade.engine.MappedColumns;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.mapping.CompiledMapping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the mappings of one source table read of it, and what they want done when it changes. */
public final class Concern {

  private final List<CompiledMapping> mappings;
  private final Set<String> read = new HashSet<>();

  /**
   * @param mappings all that read the table, at least one
   */
  public Concern(List<CompiledMapping> mappings) {
    this.mappings = List.copyOf(mappings);
    mappings.forEach(mapping -> read.addAll(MappedColumns.of(mapping).names()));
  }

  /** The same of mappings with their numbers. */
  public static Concern of(List<Numbered> mappings) {
    return new Concern(mappings.stream().map(Numbered::mapping).toList());
  }

  /** The table as the mappings know it. */
  TableSchema known() {
    return mappings.get(0).sourceTable();
  }

  /** Whether a mapping reads a column, or finds rows by it. */
  public boolean reads(String column) {
    return read.contains(column);
  }

  /** Whether all mappings whose entities want columns to be followed by themselves read one. */
  boolean carried(String column) {
    return mappings.stream()
        .filter(each -> each.entitySpec().drift().of(Drift.Kind.NEW) == DriftPolicy.EVOLVE)
        .allMatch(each -> MappedColumns.of(each).names().contains(column));
  }

  /** Whether new columns of the table are never carried, and nobody is asked about them. */
  boolean ignoresNew() {
    return policy(Drift.Kind.NEW) == DriftPolicy.IGNORE && !known().keyless();
  }

  /**
   * What was learned about the table's rows, as far as it still holds: a column that was gone when
   * rows with it came may be there again, and is to be judged anew then.
   *
   * @param now the tables of its source
   */
  Leeway stillTrue(Leeway learned, List<TableSchema> now) {
    Set<String> leftOut = new HashSet<>(learned.leftOut());
    if (!ignoresNew()) {
      now.stream()
          .filter(table -> table.id().equals(known().id()))
          .forEach(table -> table.columnNames().forEach(leftOut::remove));
    }
    return new Leeway(learned.reading(), learned.absent(), leftOut);
  }

  /** The strictest of what the entities want. */
  DriftPolicy policy(Drift.Kind kind) {
    return mappings.stream()
        .map(mapping -> mapping.entitySpec().drift().of(kind))
        .max(Enum::compareTo)
        .orElse(DriftPolicy.PARK);
  }
}
