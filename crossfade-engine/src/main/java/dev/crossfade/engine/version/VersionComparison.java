package dev.crossfade.engine.version;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.MappingNames;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Two versions of the mappings on the same data: each source row is read once and mapped by both.
 * Nothing is written anywhere. One thread.
 */
public final class VersionComparison {

  private static final int ROWS = 50_000;

  private final Map<String, CompiledMapping> before;
  private final Map<String, CompiledMapping> after;
  private final Map<String, SourceDatabase> sources;
  private final int samples;

  /**
   * @param before the mappings that rows are compared with
   * @param after the others, of the same source tables
   * @param samples how many values of a mapping are kept that are not the same
   */
  public VersionComparison(
      CompiledMigration before,
      CompiledMigration after,
      Map<String, SourceDatabase> sources,
      int samples) {
    this.before = named(before);
    this.after = named(after);
    this.sources = Map.copyOf(sources);
    this.samples = samples;
  }

  private static Map<String, CompiledMapping> named(CompiledMigration compiled) {
    MappingNames names = new MappingNames();
    Map<String, CompiledMapping> named = new LinkedHashMap<>();
    compiled.mappings().forEach(mapping -> named.put(names.next(mapping), mapping));
    return named;
  }

  /** Mappings that only the later version has. */
  public List<CompiledMapping> added() {
    return beside(after, before);
  }

  /** Mappings that only the earlier version has. */
  public List<CompiledMapping> removed() {
    return beside(before, after);
  }

  private static List<CompiledMapping> beside(
      Map<String, CompiledMapping> some, Map<String, CompiledMapping> others) {
    return some.entrySet().stream()
        .filter(each -> !others.containsKey(each.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Compares the mappings that are not the same in both, of the entities that are meant. */
  public List<MappingChange> compare(Predicate<String> entity) {
    List<MappingChange> changes = new ArrayList<>();
    after.forEach(
        (name, mapping) -> {
          CompiledMapping old = before.get(name);
          if (old != null
              && !old.essence().equals(mapping.essence())
              && entity.test(mapping.entitySpec().name())) {
            changes.add(compare(old, mapping));
          }
        });
    return changes;
  }

  private MappingChange compare(CompiledMapping old, CompiledMapping now) {
    TableSchema table = now.sourceTable();
    VersionPair pair = new VersionPair(old, now, samples);
    try (SnapshotReader reader = source(now.source()).openReader()) {
      List<KeyRange> ranges = table.keyless() ? List.of(KeyRange.ALL) : reader.split(table, ROWS);
      for (KeyRange range : ranges) {
        reader.read(table, range, pair::row);
      }
    }
    return pair.result();
  }

  private SourceDatabase source(String name) {
    SourceDatabase source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException("not a source of this migration: " + name);
    }
    return source;
  }
}
