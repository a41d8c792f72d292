package dev.crossfade.server.wiring;

import dev.crossfade.codec.reference.References;
import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.server.ServerProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A specification folder, loaded.
 *
 * @param folder as the user named it
 * @param document what it says
 * @param secrets resolves what it refers to
 */
record Specification(Path folder, SpecDocument document, Secrets secrets) {
  /** The variable that names whose overlay is laid over the folder. */
  static final String OVERLAY = "CROSSFADE_ENVIRONMENT";

  /** Loads a folder; databases are not touched. */
  static Specification load(Path folder, Map<String, String> environment) {
    return load(folder, environment, References::readFile);
  }

  /** The same, with something else to read the files of secrets. */
  static Specification load(
      Path folder, Map<String, String> environment, Function<String, @Nullable String> files) {
    if (!Files.isRegularFile(folder.resolve("crossfade.yaml"))) {
      throw Problem.of(
              ServerProblem.FOLDER_MISSING,
              "There is no specification in " + folder + ".",
              Files.isDirectory(folder)
                  ? "It holds no file crossfade.yaml."
                  : "The folder does not exist.",
              "Name the folder that holds crossfade.yaml, or write one: crossfade init --source URL"
                  + " --target URL "
                  + folder)
          .raise();
    }
    String overlay = environment.get(OVERLAY);
    SpecDocument document =
        SpecificationLoader.load(folder, overlay == null || overlay.isEmpty() ? null : overlay);
    return new Specification(folder, document, new Secrets(environment, files));
  }

  MigrationSpec spec() {
    return document.spec();
  }

  Locations locations() {
    return document.locations();
  }
}
