package dev.crossfade.engine.replay;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.TargetKeys;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The entity that is repaired.
 *
 * @param mappings all that feed it, at least one
 * @param sources by name
 */
record RepairScope(
    List<Numbered> mappings, Map<String, SourceDatabase> sources, TargetDatabase target) {

  RepairScope {
    mappings = List.copyOf(mappings);
  }

  private CompiledMapping first() {
    return mappings.get(0).mapping();
  }

  String entity() {
    return mappings.get(0).entity();
  }

  TableSchema table() {
    return first().entity();
  }

  EntityShape shape() {
    return new EntityShape(
        entity(), table(), first().entitySpec().unique(), first().entitySpec().indexes());
  }

  TargetKeys keys() {
    return new TargetKeys(table());
  }

  /** The sources that feed it. */
  Set<String> feeding() {
    Set<String> names = new TreeSet<>();
    mappings.forEach(each -> names.add(each.source()));
    return names;
  }

  SourceDatabase source(String name) {
    SourceDatabase database = sources.get(name);
    if (database == null) {
      throw new IllegalArgumentException("not a source of this migration: " + name);
    }
    return database;
  }

  /** A key in words, as verdicts name it. */
  Key key(String text) {
    Key key = SourceKeys.parse(table(), text);
    if (key == null) {
      throw new IllegalArgumentException("not a key of " + entity());
    }
    return TargetKeys.normal(key);
  }
}
