package dev.crossfade.codec.spec;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of one folder. Never follows a path out of it. */
final class FolderFiles implements SpecFiles {

  private static final long MOST_BYTES = 4_000_000;
  private static final int MOST_FILES = 5_000;

  private final Path folder;

  FolderFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public @Nullable String commit() {
    return GitState.of(folder);
  }

  @Override
  public boolean has(String name) {
    return Files.isRegularFile(folder.resolve(name));
  }

  @Override
  public Optional<String> read(String name, List<Problem> problems) {
    Path file = folder.resolve(name);
    try {
      if (!Files.isRegularFile(file)) {
        problems.add(missing(name));
      } else if (Files.size(file) > MOST_BYTES) {
        problems.add(problem(SpecProblem.TOO_LARGE, name, "it has more than 4 MB", "split it"));
      } else {
        return Optional.of(Files.readString(file));
      }
    } catch (CharacterCodingException e) {
      problems.add(problem(SpecProblem.UNREADABLE, name, "it is not UTF-8", "save it as UTF-8"));
    } catch (IOException e) {
      problems.add(
          problem(SpecProblem.UNREADABLE, name, "reading failed", "check its permissions"));
    }
    return Optional.empty();
  }

  @Override
  public List<String> matching(List<String> patterns, List<Problem> problems) {
    List<PathMatcher> matchers = SpecFiles.matchers(patterns, problems);
    try {
      return VisibleFiles.in(folder).stream()
          .map(folder::relativize)
          .filter(path -> matchers.stream().anyMatch(matcher -> matcher.matches(path)))
          .filter(path -> !path.toString().equals(SpecificationLoader.MAIN))
          .map(path -> path.toString().replace('\\', '/'))
          .sorted()
          .limit(MOST_FILES)
          .toList();
    } catch (IOException e) {
      problems.add(
          problem(
              SpecProblem.UNREADABLE, "the folder", "listing it failed", "check its permissions"));
      return List.of();
    }
  }

  private Problem missing(String name) {
    boolean there = Files.isDirectory(folder);
    return Problem.of(
        SpecProblem.NO_FOLDER,
        there ? "there is no " + name + " in the folder" : "the folder does not exist",
        "a specification is a folder with " + SpecificationLoader.MAIN,
        "give the right folder, or scaffold one with `crossfade init`");
  }

  private static Problem problem(SpecProblem code, String name, String why, String fix) {
    return Problem.of(code, name + " cannot be read", why, fix).at(new Location(name, 1, 1));
  }
}
