package dev.crossfade.cli;

import dev.crossfade.codec.catalog.CatalogLock;
import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.mapping.MappingCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of checking a folder.
 *
 * @param problems everything wrong, empty when valid
 * @param depth how far the check went
 * @param summary what was checked, in words
 * @param contentHash hash of the content, when it could be loaded
 * @param gitCommit commit of the folder, when known
 */
record Validation(
    List<Problem> problems,
    Depth depth,
    String summary,
    @Nullable String contentHash,
    @Nullable String gitCommit) {

  /** How far a check can go. */
  enum Depth {
    /** Files and their relations only. */
    STRUCTURE,
    /** Tables, columns and expressions too. */
    FULL
  }

  static Validation of(Path folder, @Nullable String environment) {
    try {
      SpecDocument document = SpecificationLoader.load(folder, environment);
      Optional<Map<String, List<TableSchema>>> catalogs = CatalogLock.read(folder);
      List<Problem> problems = catalogs.map(known -> compile(document, known)).orElse(List.of());
      return new Validation(
          problems,
          catalogs.isPresent() ? Depth.FULL : Depth.STRUCTURE,
          summary(document.spec()),
          document.contentHash(),
          document.gitCommit());
    } catch (ProblemException e) {
      return new Validation(e.problems(), Depth.STRUCTURE, "", null, null);
    }
  }

  private static List<Problem> compile(
      SpecDocument document, Map<String, List<TableSchema>> catalogs) {
    try {
      MappingCompiler.compile(document.spec(), catalogs, document.locations());
      return List.of();
    } catch (ProblemException e) {
      return e.problems();
    }
  }

  private static String summary(MigrationSpec spec) {
    long mappings = spec.entities().stream().mapToLong(one -> one.mappings().size()).sum();
    return "migration '%s', %d sources, %d entities, %d mappings, %d taxonomies"
        .formatted(
            spec.name(),
            spec.sources().size(),
            spec.entities().size(),
            mappings,
            spec.taxonomies().size());
  }
}
