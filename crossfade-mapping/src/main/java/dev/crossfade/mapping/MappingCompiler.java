package dev.crossfade.mapping;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MigrationSpec;
import java.util.List;
import java.util.Map;

/** Checks and compiles the mappings of a specification. */
public final class MappingCompiler {

  private MappingCompiler() {}

  /**
   * Compiles every mapping against the catalogs of its sources.
   *
   * @param catalogs by source name, the tables the specification may refer to
   * @param locations where the parts were written, for messages
   * @throws dev.crossfade.core.problem.ProblemException with everything that is wrong
   */
  public static CompiledMigration compile(
      MigrationSpec spec, Map<String, List<TableSchema>> catalogs, Locations locations) {
    return new Compilation(spec, catalogs, locations).run();
  }
}
