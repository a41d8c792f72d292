package dev.crossfade.engine.reverse;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.ReverseMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which table of the source a row of the target belongs to. */
final class ReverseRoutes {

  private final String source;
  private final Map<TableId, List<ReverseMapping>> mappings = new HashMap<>();

  ReverseRoutes(CompiledMigration migration, String source) {
    this.source = source;
    for (CompiledMapping mapping : migration.mappings()) {
      mappings
          .computeIfAbsent(mapping.entity().id(), table -> new ArrayList<>())
          .add(mapping.reverse());
    }
  }

  /**
   * A row of the source.
   *
   * @param mapping of its table
   * @param key of the row in that table
   */
  record Home(ReverseMapping mapping, Key key) {}

  /** Null when the row belongs to another source, or to none. */
  @Nullable Home home(TableId table, @Nullable Object[] row) {
    for (ReverseMapping mapping : mappings.getOrDefault(table, List.of())) {
      if (mapping.forward().source().equals(source)) {
        Optional<Key> key = mapping.sourceKey(row);
        if (key.isPresent()) {
          return new Home(mapping, key.get());
        }
      }
    }
    return null;
  }

  /**
   * The mapping that answers for rows which belong to no source at all: the entity's first. Null
   * when the row belongs to some source, or when another source answers.
   */
  @Nullable ReverseMapping homeless(TableId table, @Nullable Object[] row) {
    List<ReverseMapping> all = mappings.getOrDefault(table, List.of());
    if (all.isEmpty() || !all.get(0).forward().source().equals(source)) {
      return null;
    }
    return all.stream().anyMatch(each -> each.sourceKey(row).isPresent()) ? null : all.get(0);
  }
}
