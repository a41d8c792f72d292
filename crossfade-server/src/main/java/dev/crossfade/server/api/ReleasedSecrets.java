package dev.crossfade.server.api;

import dev.crossfade.codec.reference.References;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which secrets of this machine a specification may use that came over the network: variables of
 * named patterns, and files below named folders. Nothing, unless somebody says so.
 *
 * @param variables patterns of names, with {@code *} for any characters
 * @param folders of files
 */
public record ReleasedSecrets(List<String> variables, List<Path> folders) {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)\\}");
  private static final String ENV = "env:";
  private static final String FILE = "file:";

  public ReleasedSecrets {
    variables = List.copyOf(variables);
    folders = List.copyOf(folders);
  }

  /** What a text refers to and may not, if there is anything. */
  Optional<String> notReleased(String text) {
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find()) {
      String name = reference.group(1);
      boolean fine =
          name.startsWith(ENV)
              ? variable(name.substring(ENV.length()))
              : name.startsWith(FILE) && file(name.substring(FILE.length()));
      if (!fine) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** The variables that may be used, and nothing else of an environment. */
  Map<String, String> of(Map<String, String> environment) {
    Map<String, String> released = new TreeMap<>(environment);
    released.keySet().removeIf(name -> !variable(name));
    return released;
  }

  /**
   * What a released file holds, without its last line break. It is looked at again when it is used:
   * whoever may write into its folder may have put a link there.
   *
   * @throws ProblemException when the file is not released, or not any more
   */
  public @Nullable String read(String name) {
    if (!file(name)) {
      throw refused(FILE + name).raise();
    }
    return References.readFile(name);
  }

  /** Why a reference is refused. */
  static Problem refused(String name) {
    return Problem.of(
        ApiProblem.REFERENCE_NOT_RELEASED,
        "The specification refers to ${" + name + "}, which is not released.",
        "What comes over the network may use only the secrets that the server was told of.",
        "Start the server with --secret-env or --secret-files for it, or use another one.");
  }

  private boolean variable(String name) {
    return variables.stream()
        .map(pattern -> Pattern.quote(pattern).replace("*", "\\E.*\\Q"))
        .anyMatch(name::matches);
  }

  /** Links are followed first: what counts is where the file really is. */
  private boolean file(String name) {
    try {
      Path real = Path.of(name).toRealPath();
      return folders.stream().anyMatch(folder -> below(folder, real));
    } catch (IOException | java.nio.file.InvalidPathException e) {
      return false;
    }
  }

  /** A folder that is not there, or not yet, holds nothing, and takes nothing from the others. */
  private static boolean below(Path folder, Path real) {
    try {
      return real.startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
