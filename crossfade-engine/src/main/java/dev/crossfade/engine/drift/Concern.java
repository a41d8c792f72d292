package dev.crossfade.engine.drift;

import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.DriftPolicy;
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
    for (CompiledMapping mapping : mappings) {
      read.addAll(mapping.sourceTable().key());
      read.addAll(mapping.whereDependencies());
      for (int i = 0; i < mapping.entity().columns().size(); i++) {
        read.addAll(mapping.dependencies(i));
      }
    }
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

  /** The strictest of what the entities want. */
  DriftPolicy policy(Drift.Kind kind) {
    return mappings.stream()
        .map(mapping -> mapping.entitySpec().drift().of(kind))
        .max(Enum::compareTo)
        .orElse(DriftPolicy.PARK);
  }
}
