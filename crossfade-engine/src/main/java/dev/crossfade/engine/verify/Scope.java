package dev.crossfade.engine.verify;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.TargetKeys;
import dev.crossfade.mapping.CompiledMapping;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One entity under comparison: its shape and what feeds it. */
record Scope(EntityShape shape, List<CompiledMapping> mappings) {

  static Scope of(List<CompiledMapping> mappings) {
    CompiledMapping first = mappings.get(0);
    EntityShape shape =
        new EntityShape(
            first.entitySpec().name(),
            first.entity(),
            first.entitySpec().unique(),
            first.entitySpec().indexes());
    return new Scope(shape, List.copyOf(mappings));
  }

  TableSchema table() {
    return shape.table();
  }

  Set<String> sources() {
    Set<String> names = new TreeSet<>();
    mappings.forEach(mapping -> names.add(mapping.source()));
    return names;
  }

  boolean reads(String source, TableId table) {
    return mappings.stream()
        .anyMatch(
            mapping -> mapping.source().equals(source) && mapping.sourceTable().id().equals(table));
  }

  /** Version of the mappings. */
  String version() {
    return mappings.stream().map(CompiledMapping::version).collect(Collectors.joining("+"));
  }

  /** The key of a target row in the one spelling in which keys are compared here. */
  Key keyOf(@Nullable Object[] targetRow) {
    return normal(Key.of(targetRow, table().keyIndexes()));
  }

  static Key normal(Key key) {
    return TargetKeys.normal(key);
  }
}
