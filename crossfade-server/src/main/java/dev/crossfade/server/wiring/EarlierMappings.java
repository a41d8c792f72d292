package dev.crossfade.server.wiring;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.server.ServerProblem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Mappings of an earlier state of a folder, for the tables that the sources have now.
 *
 * @param connected the folder as it is
 * @param overlay the environment that is laid over it; null for none
 */
record EarlierMappings(Connected connected, @Nullable String overlay) {

  /**
   * The mappings, and where they are from.
   *
   * @param from a folder or a commit
   * @param compiled the mappings
   */
  record Earlier(String from, CompiledMigration compiled) {}

  /** Those of another folder. */
  Earlier of(Path folder) {
    return new Earlier(folder.toString(), compile(SpecificationLoader.load(folder, overlay)));
  }

  /** Those of a revision that git remembers of the folder. */
  Earlier of(String revision) {
    Map<String, String> texts = history().texts(revision);
    if (texts.isEmpty()) {
      throw Problem.of(
              ServerProblem.NO_EARLIER_MAPPINGS,
              "Git knows no specification of " + connected.folder() + " at " + revision + ".",
              "There is no such revision, or the folder was not there, or is in no work tree.",
              "Name another with --revision, or a folder with --before.")
          .raise();
    }
    return new Earlier("commit " + revision, compile(SpecificationLoader.load(texts, overlay)));
  }

  /** Those that rows are written with, out of what git remembers of the folder. */
  Earlier inUse() {
    for (String commit : history().commits()) {
      Optional<CompiledMigration> found = fitting(commit);
      if (found.isPresent()) {
        return new Earlier("commit " + commit, found.get());
      }
    }
    throw Problem.of(
            ServerProblem.NO_EARLIER_MAPPINGS,
            "The mappings that rows are written with were not found.",
            "No commit of "
                + connected.folder()
                + " that git knows, of the latest fifty, has them; or it is in no work tree.",
            "Compare with a folder that has them: crossfade mapping diff --before FOLDER.")
        .raise();
  }

  private Optional<CompiledMigration> fitting(String commit) {
    try {
      CompiledMigration compiled = of(commit).compiled();
      MappingsInUse inUse = new MappingsInUse(compiled, connected.target().progress());
      return inUse.changed().isEmpty() ? Optional.of(compiled) : Optional.empty();
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private GitHistory history() {
    return new GitHistory(connected.folder());
  }

  private CompiledMigration compile(SpecDocument document) {
    return new KnownTables(
            document.spec(), document.locations(), connected.catalogs(), connected.target())
        .compile()
        .compiled();
  }
}
