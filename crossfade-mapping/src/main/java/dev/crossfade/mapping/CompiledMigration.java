package dev.crossfade.mapping;

import dev.crossfade.core.schema.TableId;
import java.util.List;

/**
 * All mappings of a specification, compiled.
 *
 * @param mappings in specification order
 * @param version hash over the versions of all mappings
 */
public record CompiledMigration(List<CompiledMapping> mappings, String version) {

  public CompiledMigration {
    mappings = List.copyOf(mappings);
  }

  /** The mappings that read a source table; one table may feed several entities. */
  public List<CompiledMapping> from(String source, TableId table) {
    return mappings.stream()
        .filter(mapping -> mapping.source().equals(source))
        .filter(mapping -> mapping.sourceTable().id().equals(table))
        .toList();
  }

  /** The versions of the mappings that read a source table; those of other tables are not in it. */
  public String versions(String source, TableId table) {
    return CompiledMapping.versions(from(source, table));
  }

  /** The mappings that feed an entity. */
  public List<CompiledMapping> into(String entity) {
    return mappings.stream().filter(mapping -> mapping.entitySpec().name().equals(entity)).toList();
  }
}
